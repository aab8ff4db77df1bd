import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { Section } from "@/components/ui/section";
import type { Certificate } from "@/lib/retention/erasing/schema";
import { CancelForm, ConfirmForm } from "./decide-form";

/** What the second person, or who proposed it, may decide about an erasure that waits. */
export async function Decision({ erasure }: { erasure: Certificate }) {
  const t = await getTranslations("retention.screen.decide");
  const { erasureId, version, caseId, mine, mayConfirm, mayCancel } = erasure;
  if (!mine && !mayConfirm && !mayCancel) return null;
  return (
    <Section id="decide" title={t("title")}>
      {mine && <p>{t("mine")}</p>}
      {mayConfirm && <p>{t("lead")}</p>}
      {caseId ? (
        <p>
          <a href={`/cases/${caseId}/kept`}>{t("open")}</a>
        </p>
      ) : (
        mayConfirm && <p className="text-ink-2">{t("unseen")}</p>
      )}
      <Words of={["retention"]}>
        <div className="flex flex-col gap-6">
          {mayConfirm && <ConfirmForm erasureId={erasureId} version={version} />}
          {mayCancel && <CancelForm erasureId={erasureId} version={version} mine={mine} />}
        </div>
      </Words>
    </Section>
  );
}
