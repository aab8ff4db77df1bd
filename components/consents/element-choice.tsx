"use client";

import { useTranslations } from "next-intl";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { shareElements } from "@/lib/consents/schema";
import { shareMatrix } from "@/lib/consents/share-matrix";
import type { PartnerType } from "@/lib/partners/schema";

/** The pieces that may be shared with a kind of partner: the usual ones first, those never given to it named apart. */
export function ElementChoice({
  partnerType,
  error,
}: {
  partnerType: PartnerType;
  error?: string | undefined;
}) {
  const t = useTranslations("consents");
  const { offered, never } = shareMatrix[partnerType];
  const rest = shareElements.filter((element) => !offered.includes(element) && !never.includes(element));
  return (
    <div className="flex flex-col gap-3">
      <CheckboxGroup
        name="elements"
        legend={t("screen.new.elements")}
        hint={t("screen.new.elementsHint")}
        options={[...offered, ...rest].map((value) => ({ value, label: t(`element.${value}`) }))}
        error={error}
      />
      {never.length > 0 && (
        <p className="text-sm text-ink-2">
          {t("screen.new.never", { list: never.map((element) => t(`element.${element}`)).join(" · ") })}
        </p>
      )}
    </div>
  );
}
