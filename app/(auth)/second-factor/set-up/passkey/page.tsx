import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PasskeySetUp } from "@/components/factors/passkey-set-up";
import { Words } from "@/components/forms/words";
import { factorsToAddTo } from "../_own-step";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("factors.setUp"))("tab") };
}

/** Second of three screens: the passkey is made. */
export default async function PasskeySetUpPage() {
  const { step, needsPasskey } = await factorsToAddTo();
  return (
    <Words of={["factors"]}>
      <PasskeySetUp step={step} mayUseApp={!needsPasskey} />
    </Words>
  );
}
