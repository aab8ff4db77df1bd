import { getTranslations } from "next-intl/server";
import { auditHref, type AuditQuestion } from "@/components/audit/audit-question";
import { AuditTable } from "@/components/audit/audit-table";
import { questionWords } from "@/components/audit/question-words";
import { LinkButton } from "@/components/ui/link-button";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { listAudit } from "@/lib/audit/queries";
import { read } from "@/lib/core/page";
import type { Account } from "@/lib/users/schema";

type Props = { question: AuditQuestion; staff: readonly Account[] };
const explained = ["case", "left", "refused", "readers"] as const;

/** What the trail answers: the question again in one sentence, a page of acts, and the way to all of them as a file. */
export async function AuditAnswer({ question, staff }: Props) {
  const { asked } = question;
  const [t, words, { events, next }] = await Promise.all([
    getTranslations("audit.page"),
    questionWords(question, staff),
    read(listAudit, asked),
  ]);
  const { after, ...scope } = asked;
  const about = explained.find((one) => one === asked.question);
  return (
    <Section
      id="answer"
      title={words}
      lead={about && t(`about.${about}`)}
      actions={
        <LinkButton href={auditHref(scope, "/admin/audit/file")} variant="quiet" size="small">
          {t("file")}
        </LinkButton>
      }
    >
      <AuditTable caption={words} rows={events} />
      <Pagination
        label={t("pages")}
        previous={after ? { href: auditHref(scope), label: t("newest") } : undefined}
        next={next ? { href: auditHref({ ...scope, after: next }), label: t("older") } : undefined}
      />
    </Section>
  );
}
