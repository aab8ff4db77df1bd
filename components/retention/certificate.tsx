import { getLocale, getTranslations } from "next-intl/server";
import { CaseCode } from "@/components/cases/case-code";
import { Section } from "@/components/ui/section";
import { SummaryList } from "@/components/ui/summary-list";
import { Table } from "@/components/ui/table";
import { formatDate, formatDateTime, formatPartialDate, type PartialDate } from "@/lib/core/dates";
import type { Certificate as Erasure } from "@/lib/retention/erasing/schema";

/** What went, what stays, who decided and who must be told. Nothing about the person. */
export async function Certificate({ erasure }: { erasure: Erasure }) {
  const [t, locale] = await Promise.all([getTranslations("retention.screen.certificate"), getLocale()]);
  const { status, endedAt, proposedByName, now, code } = erasure;
  const when = endedAt ? formatDate(new Date(endedAt), locale) : "";
  return (
    <>
      <p>{t(status, { when, name: proposedByName })}</p>
      <SummaryList rows={await factsOf(erasure)} />
      {status === "done" && (
        <>
          <Gone erasure={erasure} />
          <Section title={t("stays")}>
            <p>{t("staysWhat")}</p>
          </Section>
          <Backups erasure={erasure} />
        </>
      )}
      {status !== "cancelled" && <Told erasure={erasure} />}
      {status === "done" && (
        <p className="hidden text-sm text-ink-2 print:block">
          {t("proves", { code, when: formatDateTime(new Date(now), locale) })}
        </p>
      )}
    </>
  );
}

async function factsOf(erasure: Erasure) {
  const [t, locale] = await Promise.all([getTranslations("retention"), getLocale()]);
  const at = (iso: string) => formatDateTime(new Date(iso), locale);
  const who = (name: string, as: Erasure["confirmedAs"]) =>
    as ? t("screen.certificate.who", { name, as: t(`erasing.as.${as}`) }) : name;
  const { code, siteName, reason, status, endedAt } = erasure;
  const { proposedByName, proposedAs, proposedAt, confirmedByName, confirmedAs } = erasure;
  const facts = {
    code: <CaseCode code={code} />,
    site: siteName,
    reason: t(`erasing.reason.${reason}`),
    proposedBy: who(proposedByName, proposedAs),
    proposedAt: at(proposedAt),
    confirmedBy: status === "done" && confirmedByName && who(confirmedByName, confirmedAs),
    erasedAt: status === "done" && endedAt && at(endedAt),
    stoppedAt: status === "cancelled" && endedAt && at(endedAt),
  };
  return Object.entries(facts).flatMap(([key, value]) =>
    value ? [{ key, label: t(`screen.certificate.${key as keyof typeof facts}`), value }] : [],
  );
}

async function Gone({ erasure: { counts, personToo } }: { erasure: Erasure }) {
  const t = await getTranslations("retention");
  return (
    <Section title={t("screen.certificate.went")}>
      <Table
        caption={t("screen.certificate.went")}
        hideCaption
        rows={counts}
        rowKey={({ kind }) => kind}
        empty={<p>{t("screen.certificate.wentNone")}</p>}
        columns={[
          {
            key: "kind",
            label: t("screen.certificate.wentKind"),
            cell: ({ kind }) => t(`erasing.kind.${kind}`),
          },
          {
            key: "count",
            label: t("screen.certificate.wentCount"),
            numeric: true,
            cell: ({ count }) => count,
          },
        ]}
      />
      <p>{t(personToo ? "screen.certificate.personToo" : "screen.certificate.personStays")}</p>
    </Section>
  );
}

async function Backups({ erasure: { backupsUntil, backupsGone } }: { erasure: Erasure }) {
  const [t, locale] = await Promise.all([getTranslations("retention.screen.certificate"), getLocale()]);
  if (!backupsUntil) return null;
  const when = formatPartialDate(backupsUntil as PartialDate, locale);
  return (
    <Section title={t("backups")}>
      <p>{t(backupsGone ? "backupsGone" : "backupsUntil", { when })}</p>
    </Section>
  );
}

async function Told({ erasure: { status, recipients } }: { erasure: Erasure }) {
  const t = await getTranslations("retention.screen.certificate");
  if (status === "proposed" && recipients.length === 0) return null;
  return (
    <Section title={t("told")}>
      <p>{t(recipients.length > 0 ? "toldLead" : "toldNone")}</p>
      {recipients.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 ps-5 marker:text-ink-2">
          {recipients.map(({ partnerId, name }) => (
            <li key={partnerId}>{name}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}
