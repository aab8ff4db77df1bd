import "server-only";
import { createTranslator } from "use-intl/core";
import { described } from "@/lib/audit/description";
import { csvRow } from "@/lib/audit/exporting/csv";
import { mostRows } from "@/lib/audit/exporting/schema";
import { eventsMatching } from "@/lib/audit/queries";
import type { AuditRow, AuditScope } from "@/lib/audit/schema";
import { sentenceOf } from "@/lib/audit/sentences";
import type { System } from "@/lib/core/actor";
import { withContext } from "@/lib/core/context";
import { english } from "@/lib/core/messages";

const columns = {
  event_id: ({ id }) => id,
  at_utc: ({ at }) => at,
  sentence: sentenceIn,
  actor: ({ actorName }) => actorName,
  actor_kind: ({ actorKind }) => actorKind,
  actor_role: ({ role }) => role,
  kind: ({ kind }) => kind,
  action: ({ action }) => action,
  outcome: ({ outcome }) => outcome,
  about: ({ entity }) => entity,
  subject: ({ subject }) => subject,
  case_code: ({ caseCode }) => caseCode,
  reason: ({ reason }) => reason,
  unusual: ({ unusual }) => unusual,
  device: ({ device }) => device,
  network: ({ network }) => network,
  detail: ({ detail }) => JSON.stringify(detail),
} satisfies Record<string, (row: AuditRow) => string | null>;

/** So many events are read together, each time in a transaction of their own: none lasts long. */
const atOnce = 5_000;
const byteOrderMark = "\ufeff";

/**
 * All that a question means and that happened before a moment, as CSV, the latest first; the same that administrators are shown,
 * so codes of cases and never their content.
 */
export async function contentOf(
  actor: System,
  scope: AuditScope,
  before: Date,
): Promise<{ content: string; rows: number }> {
  const parts = [byteOrderMark, csvRow(Object.keys(columns))];
  let rows = 0;
  let after: [Date, string] | undefined;
  do {
    const some = await page(actor, scope, { before, after });
    parts.push(...some.map((row) => csvRow(Object.values(columns).map((cell) => cell(row)))));
    rows += some.length;
    const last = some.at(-1);
    after = last && some.length === atOnce ? [new Date(last.at), last.id] : undefined;
  } while (after && rows < mostRows);
  return { content: parts.join(""), rows };
}

function page(actor: System, scope: AuditScope, between: { before: Date; after?: [Date, string] }) {
  return withContext("audit.export", actor, "RepeatableRead", async (ctx) =>
    described(ctx, await eventsMatching(ctx, scope, atOnce, between)),
  );
}

const translate = createTranslator({ locale: "en", messages: english.audit as Record<string, unknown> }) as {
  (key: string, values?: object): string;
  has: (key: string) => boolean;
};

function sentenceIn(row: AuditRow): string {
  const { actorKind, actorName, action } = row;
  const actor =
    actorKind === "staff"
      ? (actorName ?? translate("page.actor.unknown"))
      : translate(`page.actor.${actorKind}`);
  const { key, values } = sentenceOf(row);
  return `${actor} ${translate.has(key) ? translate(key, values) : action}`;
}
