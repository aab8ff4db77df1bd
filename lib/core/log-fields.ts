import "server-only";

/** The link of a made-up account, which the demo shows in its log since it has no mail server: the one secret ever written there. */
export class DemoLink {
  constructor(readonly url: string) {}
}

/** What a kind of field lets through; undefined drops the value. All that is text is a few ASCII characters. */
type Kind<Value> = (value: unknown) => Value | undefined;

const text =
  (shape: RegExp): Kind<string> =>
  (value) =>
    typeof value === "string" && shape.test(value) ? value : undefined;

const count: Kind<number | null> = (value) =>
  value === null || (typeof value === "number" && Number.isFinite(value)) ? value : undefined;
const id = text(/^[\w:.-]{1,100}$/);
const code = text(/^[\w.:-]{1,80}$/);
const uuid = text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const path = text(/^[\w./ :()[\]@+\\-]{1,300}$/);

/** A place in our code, as a stack names it. */
export const framePattern = /^at [\w$.<>[\] #/\\:()@+,%?=-]{1,300}$/;
const frames: Kind<string[]> = (value) => {
  const frame = text(framePattern);
  return Array.isArray(value) ? value.slice(0, 10).filter((one) => frame(one) !== undefined) : undefined;
};
const demoLink: Kind<string> = (value) => (value instanceof DemoLink ? value.url : undefined);

const flat = {
  /** The request or the job. */
  requestId: id,
  /** Of a command, a query, a job or work that repeats. */
  name: code,
  door: code,
  kind: code,
  code,
  status: count,
  ms: count,
  port: count,
  jobs: count,
  wait: count,
  number: count,
  found: count,
  checkpoints: count,
  checkpoint: count,
  to: count,
  dropped: count,
  eventId: uuid,
  userId: uuid,
  keyId: id,
  problem: code,
  file: path,
  /** As Next names it, with the names of its parameters: never an address that somebody asked for. */
  route: path,
  digest: id,
  /** Who wrote what is not ours: a method of the console, a stream, the process. */
  source: code,
  bytes: count,
  /** Where a sealed value did not open. */
  table: code,
  column: code,
  row: id,
  error: code,
  frames,
  demoLink,
};

type Flat = { [Name in keyof typeof flat]?: Parameters<(typeof flat)[Name]>[0] };

/** Everything that a line of the log may hold besides its level, time and message. */
export type LogFields = Flat & { cause?: LogFields; first?: LogFields };

/** Fields that hold fields of this list. */
const nested = new Set(["cause", "first"]);

export const logFieldNames: ReadonlySet<string> = new Set([...Object.keys(flat), ...nested]);

/** What may be written of these fields, and how many were dropped. Nothing that is not on the list comes through. */
export function allowedFields(
  given: Record<string, unknown>,
  depth = 0,
): { fields: Record<string, unknown>; dropped: number } {
  const fields: Record<string, unknown> = {};
  let dropped = 0;
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (nested.has(name) && depth < 4 && value instanceof Object) {
      const inner = allowedFields(value as Record<string, unknown>, depth + 1);
      fields[name] = inner.fields;
      dropped += inner.dropped;
      continue;
    }
    const kind = Object.hasOwn(flat, name) ? (flat[name as keyof typeof flat] as Kind<unknown>) : undefined;
    const written = kind?.(value);
    if (written === undefined) dropped++;
    else fields[name] = written;
  }
  return { fields, dropped };
}
