import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TrailCheck } from "@/components/audit/trail-check";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { trailStateNow } from "@/lib/audit/sealing/queries";
import { currentStaffFor, read } from "@/lib/core/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit.seal"))("title") };
}

export default async function SealPage() {
  await currentStaffFor("trail.state");
  const [t, page, state] = await Promise.all([
    getTranslations("audit.seal"),
    getTranslations("audit.page"),
    read(trailStateNow, {}),
  ]);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width="text"
      back={<BackLink href="/admin/audit">{page("title")}</BackLink>}
    >
      <Words of={["audit"]}>
        <TrailCheck state={state} />
      </Words>
    </Page>
  );
}
