import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import type { KeptOfCase } from "@/lib/retention/reviewing/schema";
import { type Act, hrefOfAct } from "./addresses";

type Props = { kept: KeptOfCase; mayCorrect: boolean };

/** What the actor may do about a record now, each with what it means. */
export async function KeptActions({ kept, mayCorrect }: Props) {
  const t = await getTranslations("retention.screen.kept");
  const { may, caseId } = kept;
  const all = [
    { act: "ask", name: "ask", may: may.receiveRequest },
    { act: "copy", name: "copy", may: may.copy },
    { act: "correct", name: "correct", may: mayCorrect },
    { act: "restrict", name: "restrict", may: may.restrict },
    { act: "allow", name: "allow", may: may.unrestrict },
    { act: "keep", name: "keep", may: may.keep },
    { act: "hold", name: "hold", may: may.placeHold },
    { act: "hold", name: "reviewHold", may: may.reviewHold },
    { act: "clear", name: "clear", may: may.clearPrivate },
    { act: "erase", name: "erase", may: may.proposeErasure },
  ] as const satisfies readonly { act: Act; name: string; may: boolean }[];
  const shown = all.filter((one) => one.may);
  if (shown.length === 0) return <p className="text-ink-2">{t("canNone")}</p>;
  return (
    <ul className="divide-y divide-divider rounded-lg border border-divider bg-surface px-4 md:px-5">
      {shown.map(({ act, name }) => (
        <li key={name} className="flex flex-col gap-x-6 gap-y-1 py-3 md:flex-row md:items-center">
          <LinkButton
            href={hrefOfAct(caseId, act)}
            variant="quiet"
            size="small"
            className="md:w-72 md:flex-none"
          >
            {t(`do.${name}`)}
          </LinkButton>
          <span className="text-ink-2">{t(`do.${name}Why`)}</span>
        </li>
      ))}
    </ul>
  );
}
