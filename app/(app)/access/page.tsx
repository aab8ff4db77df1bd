import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccessCard } from "@/components/access/access-card";
import { Empty } from "@/components/ui/empty";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { listAccesses } from "@/lib/access/queries";
import type { AccessRow } from "@/lib/access/schema";
import { read } from "@/lib/core/page";

type Props = { searchParams: Promise<{ show?: string; siteId?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access.screen"))("title") };
}

export default async function AccessPage({ searchParams }: Props) {
  const { show, siteId } = await searchParams;
  const lists = await read(listAccesses, {
    show: show === "review" ? show : undefined,
    siteId: siteId || undefined,
  });
  const t = await getTranslations("access.screen");
  const { toAnswer, toReview, mine, others } = lists;
  const only = show === "review";
  return (
    <Page title={t("title")} lead={t("lead")}>
      {(only || toReview.length > 0) && (
        <Section id="review" title={t("toReview", { count: toReview.length })}>
          <Cards rows={toReview} />
        </Section>
      )}
      {only ? (
        <p>
          <a href="/access">{t("all")}</a>
        </p>
      ) : (
        <>
          <Section id="answer" title={t("toAnswer", { count: toAnswer.length })}>
            {toAnswer.length === 0 && <Empty>{t("none")}</Empty>}
            <Cards rows={toAnswer} />
          </Section>
          {mine.length > 0 && (
            <Section id="mine" title={t("mine")}>
              <Cards rows={mine} own />
            </Section>
          )}
          {others.length > 0 && (
            <Section id="others" title={t("others")}>
              <Cards rows={others} />
            </Section>
          )}
        </>
      )}
    </Page>
  );
}

function Cards({ rows, own }: { rows: readonly AccessRow[]; own?: boolean }) {
  if (rows.length === 0) return null;
  return (
    <ul className="grid gap-2.5">
      {rows.map((row) => (
        <li key={row.id}>
          <AccessCard row={row} own={own ?? false} />
        </li>
      ))}
    </ul>
  );
}
