import { getTranslations } from "next-intl/server";
import { FilterBar } from "@/components/ui/filter-bar";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { auditKinds, auditQuestions } from "@/lib/audit/schema";
import { otherActions } from "@/lib/audit/sentences";
import { type Permission, permissions } from "@/lib/core/permissions";
import type { Account } from "@/lib/users/schema";
import type { AuditQuestion, Field } from "./audit-question";

type Props = { question: AuditQuestion; staff: readonly Account[] };

/** A question, and under it only what it can be narrowed by. Another question is chosen and asked; its fields then come. */
export async function AuditFilter({ question, staff }: Props) {
  const t = await getTranslations("audit.page");
  const { typed, fields } = question;
  return (
    <FilterBar
      label={t("filter")}
      submitLabel={t("show")}
      clear={Object.keys(typed).length > 0 ? { href: "/admin/audit", label: t("clear") } : undefined}
    >
      <div className="col-span-full md:min-w-80">
        <Select
          name="question"
          label={t("questionLabel")}
          placeholder={t("ask.anything")}
          defaultValue={typed.question ?? ""}
          options={auditQuestions.map((value) => ({ value, label: t(`ask.${value}`) }))}
        />
      </div>
      {fields.map((field) => (
        <QuestionField key={`${typed.question} ${field}`} field={field} question={question} staff={staff} />
      ))}
    </FilterBar>
  );
}

async function QuestionField({ field, question: { typed, wrong }, staff }: Props & { field: Field }) {
  const t = await getTranslations("audit");
  switch (field) {
    case "actorId":
      return (
        <Select
          name={field}
          width="medium"
          label={t("page.who")}
          placeholder={t("page.anybody")}
          defaultValue={typed.actorId ?? ""}
          options={staff.map(({ id, name }) => ({ value: id, label: name }))}
        />
      );
    case "kind":
      return (
        <Select
          name={field}
          label={t("page.kind")}
          placeholder={t("page.anyKind")}
          defaultValue={typed.kind ?? ""}
          options={auditKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      );
    case "action":
      return <ActionField chosen={typed.action} />;
    case "caseCode":
      return (
        <TextField
          name={field}
          label={t("page.caseCode")}
          dir="ltr"
          defaultValue={typed.caseCode}
          error={wrong.has(field) && t("page.wrongCode")}
        />
      );
    case "day":
    case "from":
    case "to":
      return (
        <TextField
          name={field}
          type="date"
          label={t(`page.${field}`)}
          defaultValue={typed[field]}
          error={wrong.has(field) && t("page.wrongDate")}
        />
      );
    default:
      return null;
  }
}

async function ActionField({ chosen }: { chosen: string | undefined }) {
  const [t, permission] = await Promise.all([getTranslations("audit.page"), getTranslations("permissions")]);
  const recorded = (Object.keys(permissions) as Permission[]).filter((name) => permissions[name].audited);
  const actions = [
    ...otherActions.map((value) => ({ value, label: t(`otherAction.${value}`) })),
    ...recorded.map((value) => ({ value, label: permission(value) })),
  ];
  return (
    <Select
      name="action"
      width="medium"
      label={t("action")}
      placeholder={t("anyAction")}
      defaultValue={chosen ?? ""}
      options={actions.sort((a, b) => a.label.localeCompare(b.label))}
    />
  );
}
