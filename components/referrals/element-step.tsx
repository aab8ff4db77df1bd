import { useTranslations } from "next-intl";
import type { z } from "zod";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { Page } from "@/components/ui/page";
import type { CaseOut } from "@/lib/cases/reading/schema";
import { shareElements } from "@/lib/consents/schema";
import type { referralPreview } from "@/lib/referrals/schema";
import type { Suggestion } from "@/lib/referrals/suggesting/schema";

export type StepProps = {
  file: CaseOut;
  need: CaseOut["needs"][number];
  partner: Suggestion;
  preview: z.output<typeof referralPreview>;
};

/** Third step of a referral: piece by piece, what the partner will see. A plain form: the address carries the choice. */
export function ElementStep({ file, need, partner, preview }: StepProps) {
  const [t, consents, shell] = [
    useTranslations("referrals.screen.create"),
    useTranslations("consents"),
    useTranslations("shell"),
  ];
  const { offered, never } = preview;
  const covered = new Set(
    file.consents
      .filter(
        ({ partnerId, answer, withdrawnAt }) =>
          partnerId === partner.partnerId && answer === "given" && !withdrawnAt,
      )
      .flatMap(({ elements }) => elements),
  );
  const rest = shareElements.filter((element) => !offered.includes(element) && !never.includes(element));
  const options = [...offered, ...rest].map((value) => ({
    value,
    label: consents(`element.${value}`),
    ...(covered.has(value) && { hint: t("covered") }),
  }));
  return (
    <Page
      width="text"
      back={<BackLink href={`/cases/${file.id}/referrals/new?need=${need.id}`}>{shell("back")}</BackLink>}
      caption={`${file.code} · ${partner.name}`}
      title={t("elementsTitle")}
      lead={t("elementsLead", { partner: partner.name })}
    >
      <form action={`/cases/${file.id}/referrals/new`} className="flex flex-col gap-6">
        <input type="hidden" name="need" value={need.id} />
        <input type="hidden" name="partner" value={partner.partnerId} />
        <input type="hidden" name="check" value="1" />
        <CheckboxGroup
          name="elements"
          legend={t("elements")}
          options={options}
          defaultValue={preview.elements.map(({ element }) => element)}
        />
        {never.length > 0 && (
          <p className="text-sm text-ink-2">
            {t("elementsNever", { list: never.map((element) => consents(`element.${element}`)).join(" · ") })}
          </p>
        )}
        <div>
          <Button>{t("preview")}</Button>
        </div>
      </form>
    </Page>
  );
}
