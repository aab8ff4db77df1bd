import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CaseCode } from "@/components/cases/case-code";
import { Words } from "@/components/forms/words";
import { BackLink } from "@/components/ui/back-link";
import { Page } from "@/components/ui/page";
import type { Namespace } from "@/lib/core/messages";
import { hrefBack } from "./addresses";

type Props = {
  caseId: string;
  code: string;
  from?: string | undefined;
  title: ReactNode;
  lead: ReactNode;
  /** Catalogues that the form speaks from besides its own. */
  words?: readonly Namespace[];
  children: ReactNode;
};

/** The frame of every page on which one thing is done about a record. */
export async function ActPage({ caseId, code, from, title, lead, words = [], children }: Props) {
  const shell = await getTranslations("shell");
  return (
    <Page
      width="text"
      back={<BackLink href={hrefBack(caseId, from)}>{shell("back")}</BackLink>}
      caption={<CaseCode code={code} />}
      title={title}
      lead={lead}
    >
      <Words of={["retention", ...words]}>{children}</Words>
    </Page>
  );
}
