import { getTranslations } from "next-intl/server";
import { factorRows } from "@/components/factors/factor-rows";
import { OwnFactors } from "@/components/factors/own-factors";
import { Words } from "@/components/forms/words";
import { Section } from "@/components/ui/section";
import { read } from "@/lib/core/page";
import { listFactors } from "@/lib/users/factors/queries";

/** What one shows besides the password. */
export async function SigningIn() {
  const [own, t] = await Promise.all([read(listFactors, {}), getTranslations("factors.mine")]);
  return (
    <Section id="signing-in" title={t("title")} lead={t("lead")}>
      <Words of={["factors"]}>
        <OwnFactors {...await factorRows(own)} codesLeft={own.recoveryCodes.left} />
      </Words>
    </Section>
  );
}
