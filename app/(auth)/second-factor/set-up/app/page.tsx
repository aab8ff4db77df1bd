import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AppSetUp } from "@/components/factors/app-set-up";
import { Words } from "@/components/forms/words";
import { factorsToAddTo } from "../_own-step";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("factors.setUp"))("tab") };
}

/** Second of three screens: the app is connected. */
export default async function AppSetUpPage() {
  const { step } = await factorsToAddTo();
  return (
    <Words of={["factors"]}>
      <AppSetUp step={step} />
    </Words>
  );
}
