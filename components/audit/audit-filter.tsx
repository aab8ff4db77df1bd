import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { auditKinds } from "@/lib/audit/schema";
import { otherActions } from "@/lib/audit/sentences";
import { type Permission, permissions } from "@/lib/core/permissions";
import type { Account } from "@/lib/users/schema";
import type { AuditQuestion } from "./audit-question";

type Props = { question: AuditQuestion; staff: readonly Account[] };

/** The parts of a question to the trail: who, what, which file, when. */
export async function AuditFilter({ question: { typed, wrong }, staff }: Props) {
  const [t, permission] = await Promise.all([getTranslations("audit"), getTranslations("permissions")]);
  const recorded = (Object.keys(permissions) as Permission[]).filter((name) => permissions[name].audited);
  const actions = [
    ...otherActions.map((value) => ({ value, label: t(`page.otherAction.${value}`) })),
    ...recorded.map((value) => ({ value, label: permission(value) })),
  ];
  return (
    <FilterBar
      label={t("page.filter")}
      submitLabel={t("page.show")}
      clear={Object.keys(typed).length > 0 ? { href: "/admin/audit", label: t("page.clear") } : undefined}
    >
      <Select
        name="actorId"
        width="medium"
        label={t("page.who")}
        placeholder={t("page.anybody")}
        defaultValue={typed.actorId ?? ""}
        options={staff.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Select
        name="kind"
        label={t("page.kind")}
        placeholder={t("page.anyKind")}
        defaultValue={typed.kind ?? ""}
        options={auditKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <Select
        name="action"
        width="medium"
        label={t("page.action")}
        placeholder={t("page.anyAction")}
        defaultValue={typed.action ?? ""}
        options={actions.sort((a, b) => a.label.localeCompare(b.label))}
      />
      <TextField
        name="caseCode"
        label={t("page.caseCode")}
        dir="ltr"
        defaultValue={typed.caseCode}
        error={wrong.has("caseCode") && t("page.wrongCode")}
      />
      <TextField
        name="from"
        type="date"
        label={t("page.from")}
        defaultValue={typed.from}
        error={wrong.has("from") && t("page.wrongDate")}
      />
      <TextField
        name="to"
        type="date"
        label={t("page.to")}
        defaultValue={typed.to}
        error={wrong.has("to") && t("page.wrongDate")}
      />
    </FilterBar>
  );
}
