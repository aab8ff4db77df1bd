import "server-only";
import { leafHash } from "@/lib/audit/sealing/merkle";

/** Every column of `audit_event`, in the order in which it is sealed. A new column makes a new version. */
export const leafColumns = [
  "cluster",
  "tx",
  "organisation_id",
  "id",
  "at",
  "kind",
  "action",
  "outcome",
  "actor_kind",
  "actor_id",
  "actor_role",
  "session_id",
  "entity",
  "entity_id",
  "case_id",
  "covers",
  "reason",
  "detail",
  "request_id",
  "network",
  "app_version",
] as const;

/** An event as PostgreSQL writes it as text, in the order of `leafColumns`. */
export type EventText = readonly (string | null)[];

const [clusterAt, txAt, organisationAt, idAt, timeAt] = [0, 1, 2, 3, 4];
const version = "onward.event.1";

export const clusterOf = (event: EventText): string => event[clusterAt]!;
export const txOf = (event: EventText): string => event[txAt]!;
export const organisationOf = (event: EventText): string => event[organisationAt]!;
export const idOf = (event: EventText): string => event[idAt]!;
export const timeOf = (event: EventText): string => instantText(event[timeAt]!);

/**
 * What is hashed of an event: one line of JSON, the version and then the text of each column or null. Two different events
 * have different lines, and the same event has the same line whoever reads it, from the database or from a dump.
 */
export function leafText(event: EventText): string {
  const line: (string | null)[] = [version, ...event];
  line[1 + timeAt] = timeOf(event);
  return JSON.stringify(line);
}

/** One event in a batch: 16 bytes of its id and 32 of its hash. */
const leafLength = 48;

export function leafOf(event: EventText): Buffer {
  const leaf = Buffer.allocUnsafe(leafLength);
  leaf.write(idOf(event).replaceAll("-", ""), 0, 16, "hex");
  leafHash(leafText(event)).copy(leaf, 16);
  return leaf;
}

/** The id of an event from its leaf. */
export function idOfLeaf(leaf: Buffer): string {
  const hex = leaf.toString("hex", 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export const hashOfLeaf = (leaf: Buffer): Buffer => leaf.subarray(16);

/** The leaves of a batch in their order: by id, whatever order they were read in. */
export function sorted(leaves: readonly Buffer[]): Buffer[] {
  return [...leaves].sort(Buffer.compare);
}

/** A packed column of leaves, taken apart. */
export function unpacked(leaves: Buffer): Buffer[] {
  return Array.from({ length: leaves.length / leafLength }, (_, i) =>
    leaves.subarray(i * leafLength, (i + 1) * leafLength),
  );
}

/** PostgreSQL's text of a moment, in whichever zone, as ISO in UTC with milliseconds. */
export function instantText(text: string): string {
  const utc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00$/.exec(text);
  if (utc) return `${utc[1]}T${utc[2]}.${(utc[3] ?? "").padEnd(3, "0")}Z`;
  const zoned = /^(\d{4}-\d\d-\d\d) ([\d:.]+)([+-]\d\d)(?::?(\d\d))?$/.exec(text);
  return zoned ? new Date(`${zoned[1]}T${zoned[2]}${zoned[3]}:${zoned[4] ?? "00"}`).toISOString() : text;
}
