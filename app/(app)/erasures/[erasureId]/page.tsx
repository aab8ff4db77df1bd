import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CaseCode } from "@/components/cases/case-code";
import { Certificate } from "@/components/retention/certificate";
import { Decision } from "@/components/retention/decision";
import { erasureTones } from "@/components/retention/erasure-table";
import { PrintButton } from "@/components/retention/print-button";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import { StatusTag } from "@/components/ui/status-tag";
import { read } from "@/lib/core/page";
import { getErasure } from "@/lib/retention/erasing/queries";

type Props = { params: Promise<{ erasureId: string }> };

const titles = { proposed: "proposedTitle", done: "title", cancelled: "cancelledTitle" } as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention.screen.erasures"))("title") };
}

export default async function ErasurePage({ params }: Props) {
  const { erasureId } = await params;
  const erasure = await read(getErasure, { erasureId });
  const t = await getTranslations("retention");
  const { status, code } = erasure;
  return (
    <Page
      width="text"
      back={
        <span className="print:hidden">
          <BackLink href="/erasures">{t("screen.erasures.title")}</BackLink>
        </span>
      }
      caption={<CaseCode code={code} />}
      title={t(`screen.certificate.${titles[status]}`)}
      tags={<StatusTag tone={erasureTones[status]}>{t(`erasing.status.${status}`)}</StatusTag>}
      actions={status === "done" && <PrintButton label={t("screen.certificate.print")} />}
    >
      <Certificate erasure={erasure} />
      {status === "proposed" && <Decision erasure={erasure} />}
    </Page>
  );
}
