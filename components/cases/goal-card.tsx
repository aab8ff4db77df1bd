import { getTranslations } from "next-intl/server";
import { GoalForm } from "@/components/cases/goal-form";
import { Words } from "@/components/forms/words";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import type { CaseOut } from "@/lib/cases/reading/schema";
import { caseWorkflow } from "@/lib/cases/workflow";

/** What the person wants, in their own words: it stands above what the organisation plans. */
export async function GoalCard({ file }: { file: CaseOut }) {
  const t = await getTranslations("cases.screen.goal");
  return (
    <Card title={t("title")}>
      <p>{file.goal ? <Bdi>{file.goal}</Bdi> : t("none")}</p>
      {!caseWorkflow[file.status].closed && (
        <Disclosure summary={file.goal ? t("change") : t("edit")}>
          <Words of={["cases"]}>
            <GoalForm caseId={file.id} version={file.version} goal={file.goal ?? ""} />
          </Words>
        </Disclosure>
      )}
    </Card>
  );
}
