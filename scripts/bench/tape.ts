import pg from "pg";

/** A statement as it went to PostgreSQL. With a context it is one of the hot reads, sent under one Sync with the context. */
export type Statement = {
  name?: string;
  text: string;
  values: unknown[];
  rowMode?: "array";
  context?: string[];
};

/** What one request sends to the database, in order, after the session look-up. */
export type Tape = Statement[];

type Sent =
  string | { name?: string; text: string; values?: unknown[]; rowMode?: "array"; context?: string[] };

/** Runs `work` and gives every statement that this process sent meanwhile. Not for two at the same time. */
export async function record(work: () => Promise<unknown>): Promise<Tape> {
  const tape: Tape = [];
  const real = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: never[]) {
    tape.push(statementOf(...(args as unknown as [Sent, unknown[]?])));
    return real.apply(this, args as never) as never;
  } as never;
  try {
    await work();
    return tape;
  } finally {
    pg.Client.prototype.query = real;
  }
}

function statementOf(sent: Sent, values?: unknown[]): Statement {
  if (typeof sent === "string") return { text: sent, values: Array.isArray(values) ? values : [] };
  const { name, text, rowMode, context } = sent;
  return {
    text,
    values: sent.values ?? [],
    ...(name !== undefined && { name }),
    ...(rowMode && { rowMode }),
    ...(context && { context }),
  };
}

/** Ids of what a command acts on, by what they are. */
export type Target = Readonly<Record<string, string>>;

/** A tape with holes, which another request of the same kind can fill. */
export type Template = { statements: Tape; holes: Map<string, string> };

/**
 * What two recordings of one command on two targets have in common. Values that differ are ids of the target, or ids that
 * the command made up; whatever else differs (seals, random tokens) is kept as the first has it.
 * @throws Error when the two took different ways.
 */
export function templateOf([one, target]: [Tape, Target], [other, otherTarget]: [Tape, Target]): Template {
  const texts = (tape: Tape) => tape.map(({ text }) => text).join("\n");
  if (texts(one) !== texts(other))
    throw new Error("the same command took two different ways through the database");
  const holes = new Map<string, string>();
  for (const key of Object.keys(target)) if (target[key] !== otherTarget[key]) holes.set(target[key]!, key);
  const known = new Set(one.flatMap(({ values }) => idsIn(values)));
  const alsoThere = new Set(other.flatMap(({ values }) => idsIn(values)));
  for (const id of known) if (!alsoThere.has(id) && !holes.has(id)) holes.set(id, "new");
  return { statements: one, holes };
}

/** The statements for a target: its ids in their places, and fresh ids where the command makes some up. */
export function fill({ statements, holes }: Template, target: Target, fresh: () => string): Tape {
  const made = new Map<string, string>();
  const replace = (id: string): string => {
    const hole = holes.get(id);
    if (hole === undefined) return id;
    if (hole !== "new") return target[hole]!;
    const known = made.get(id) ?? fresh();
    made.set(id, known);
    return known;
  };
  return statements.map((statement) => ({
    ...statement,
    values: statement.values.map((value) => filled(value, replace)),
  }));
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function idsIn(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (Array.isArray(value)) return idsIn(value);
    return typeof value === "string" ? (value.match(uuid) ?? []) : [];
  });
}

function filled(value: unknown, replace: (id: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, replace));
  return typeof value === "string" ? value.replace(uuid, replace) : value;
}
