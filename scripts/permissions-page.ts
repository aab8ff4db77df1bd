import { grantKinds, type Principal, roles } from "@/lib/core/actor";
import { type Permission, permissions } from "@/lib/core/permissions";
import labels from "@/messages/en/permissions.json";

const columns: Record<Principal, string> = {
  caseworker: "Caseworker",
  coordinator: "Coordinator",
  administrator: "Administrator",
  limited: "Limited",
  intake: "Intake",
  health_notes: "Health notes",
  legal_notes: "Legal notes",
  duty_officer: "Duty officer",
  data_protection_officer: "Data protection",
  analyst: "Analyst",
  partner: "Partner’s link",
  system: "Program",
};
const principals: Principal[] = [...roles, ...grantKinds, "partner", "system"];

/** The page docs/permissions.md as the permission table wants it. */
export function permissionsPage(): string {
  const names = Object.keys(permissions) as Permission[];
  return [
    "# Who may do what",
    "",
    "Printed from `lib/core/permissions.ts` by `npx tsx scripts/permissions-doc.ts > docs/permissions.md`; a test compares.",
    "",
    "This is the first of three questions: may this role ever? Whether somebody may do it to this record now is answered by",
    "the domain's `policy.ts`; which records exist for them at all, by row-level security: caseworkers have the cases of",
    "their team and those assigned to them, coordinators all of their sites, administrators none, a partner's link one referral.",
    "The first four columns are roles; the next six are grants, which an administrator adds to a role for a time. Every change",
    "and every refusal is recorded; `Recorded` tells which reads are recorded too. `Factor` says what must have been shown:",
    "the password (1), a second factor (2), or a second factor within the last five minutes (2, now).",
    "",
    row(["Permission", "Means", ...principals.map((principal) => columns[principal]), "Recorded", "Factor"]),
    row(["---", "---", ...principals.map(() => ":-:"), ":-:", ":-:"]),
    ...names.map((name) => {
      const { allows, audited, assurance, stepUp } = permissions[name];
      const may = principals.map((principal) => mark((allows as readonly Principal[]).includes(principal)));
      return row([
        `\`${name}\``,
        labelOf(name),
        ...may,
        mark(audited),
        stepUp ? "2, now" : String(assurance),
      ]);
    }),
    "",
  ].join("\n");
}

function labelOf(name: Permission): string {
  const [noun, verb] = name.split(".") as [keyof typeof labels, string];
  return (labels[noun] as Record<string, string> | undefined)?.[verb] ?? "";
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function mark(yes: boolean): string {
  return yes ? "yes" : "–";
}
