import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Words } from "@/components/forms/words";
import { NeedStatusForm } from "@/components/needs/need-status-form";
import { BackLink } from "@/components/ui/back-link";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { Page } from "@/components/ui/page";
import { read } from "@/lib/core/page";
import { getNeed } from "@/lib/needs/queries";

type Props = { params: Promise<{ caseId: string; needId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("needs.screen.change"))("title") };
}

export default async function NeedPage({ params }: Props) {
  const { caseId, needId } = await params;
  const need = await read(getNeed, { needId });
  if (need.caseId !== caseId) notFound();
  const [t, shell] = await Promise.all([getTranslations("needs"), getTranslations("shell")]);
  return (
    <Page
      width="text"
      back={<BackLink href={`/cases/${caseId}/needs`}>{shell("back")}</BackLink>}
      caption={need.caseCode}
      title={need.label}
      lead={t("screen.change.now", { status: t(`status.${need.status}`) })}
    >
      {(need.detail || need.howMet) && (
        <Card title={t("screen.change.detail")}>
          {[need.detail, need.howMet].map((text) => text && <Bdi key={text}>{text}</Bdi>)}
        </Card>
      )}
      <Words of={["needs"]}>
        <NeedStatusForm caseId={caseId} needId={needId} status={need.status} version={need.version} />
      </Words>
    </Page>
  );
}
