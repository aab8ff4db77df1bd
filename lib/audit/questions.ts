import "server-only";
import type { AuditQuestion, AuditScope } from "@/lib/audit/schema";
import { startOfDay } from "@/lib/core/dates";

/** Which events, how many, and after which one. */
export type Asked = AuditScope & {
  organisationId: string;
  /** The case of `caseCode`; null when there is none. */
  caseId?: string | null;
  after?: readonly [at: Date, id: string];
  /** Nothing that happened at this moment or later. */
  before?: Date;
};

const columns = `e.id, e.at, e.kind, e.action, e.outcome, e.actor_kind as "actorKind", e.actor_id as "actorId",
  e.actor_role as "actorRole", e.session_id as "sessionId", e.entity, e.entity_id as "entityId", e.case_id as "caseId", e.reason,
  e.detail, e.network`;

/** Who only tried is an answer to another question. */
const done = "e.outcome = 'allowed'";

/** The same words as in the index of each question: PostgreSQL takes it only then. */
const answers: Record<Exclude<AuditQuestion, "case" | "colleague">, string> = {
  left: `(e.kind = 'share' or e.action in ('person.reveal', 'note.reveal', 'person.copy', 'referral.send', 'referral.acknowledge',
    'referral.shared', 'audit.export', 'audit.download')) and ${done}`,
  refused: "e.outcome = 'denied'",
  emergency: `(e.reason = 'glass' or e.action in ('access.breakGlass', 'access.review')) and ${done}`,
  administration: `((e.actor_role = 'administrator' and e.kind = 'write')
    or e.action in ('setup', 'watch.configure', 'retention.configure'))`,
  readers: `e.action in ('audit.list', 'audit.export', 'audit.download', 'trail.verify', 'case.lookers') and ${done}`,
};

/** Who came to a case, whether they were let in or not: the events of the case, refusals, and searches that hit it. */
const looks = (caseId: string) => [
  `e.case_id = ${caseId} and (e.kind = 'view' or e.action in ('access.breakGlass', 'person.copy'))`,
  `e.entity_id = ${caseId} and e.kind = 'denied'`,
  `e.id in (select searches_that_hit(${caseId}))`,
];

/** The statement that answers a question, the latest first, at most `limit` rows; a case that is not there has no events. */
export function questionSql(asked: Asked, limit: number): { text: string; values: unknown[] } {
  const values: unknown[] = [asked.organisationId];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const all = ["e.organisation_id = $1", ...period(asked, bind)];
  const most = bind(limit, "int");
  const sources = sourcesOf(asked, bind);
  const parts = sources.map(
    (source) => `(select ${columns} from audit_event e where ${[...all, ...source].join(" and ")}
      order by e.at desc, e.id desc limit ${most})`,
  );
  if (parts.length === 1) return { text: parts[0]!, values };
  return {
    text: `select * from (${parts.join(" union all ")}) e order by e.at desc, e.id desc limit ${most}`,
    values,
  };
}

type Bind = (value: unknown, type: string) => string;

function period({ question, day, from, to, before, after }: Asked, bind: Bind): string[] {
  const [first, last] = question === "colleague" ? [day, day] : [from, to];
  const [at, id] = after ?? [];
  return [
    ...(first ? [`e.at >= ${bind(startOfDay(first), "timestamptz")}`] : []),
    ...(last ? [`e.at < ${bind(startOfDay(last, 1), "timestamptz")}`] : []),
    ...(before ? [`e.at < ${bind(before, "timestamptz")}`] : []),
    ...(at ? [`(e.at, e.id) < (${bind(at, "timestamptz")}, ${bind(id, "uuid")})`] : []),
  ];
}

/** One list of conditions for each place where answers are found. */
function sourcesOf({ question, ...asked }: Asked, bind: Bind): string[][] {
  const { actorId, caseId } = asked;
  const by = actorId ? [`e.actor_id = ${bind(actorId, "uuid")}`] : [];
  if (question === "case") return looks(bind(caseId ?? null, "uuid")).map((source) => [source]);
  if (question === "colleague") return [by];
  if (question) return [[answers[question], ...by]];
  const { action, kind, entityId } = asked;
  return [
    [
      ...by,
      ...(action ? [`e.action = ${bind(action, "text")}`] : []),
      ...(kind ? [`e.kind = ${bind(kind, "text")}`] : []),
      ...(entityId ? [`e.entity_id = ${bind(entityId, "uuid")}`] : []),
      // A refusal has no case, only what was asked for.
      ...(caseId !== undefined ? [ofCase(bind(caseId, "uuid"))] : []),
    ],
  ];
}

const ofCase = (caseId: string) => `(e.case_id = ${caseId} or e.entity_id = ${caseId})`;
