import "server-only";
import { hash } from "node:crypto";
import { z } from "zod";
import { csvRow } from "@/lib/audit/exporting/csv";
import { isSignedBy, keyIdOf, type SigningKey } from "@/lib/audit/sealing/key";

/** Which file this is: whose, which one, how many rows, as of when. */
export type ExportFacts = { organisationId: string; exportId: string; rows: number; asOf: string };

const version = "onward.export.1";
const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));

/** The last row of a file. Letters and digits only, so that it needs no quotes and no spreadsheet changes it. */
const lastRow = z.tuple([
  z.literal("signature"),
  z.literal(version),
  z.uuid(),
  z.uuid(),
  z.string().regex(/^\d{1,9}$/),
  z.iso.datetime(),
  hex(64),
  hex(16),
  hex(64),
  hex(128),
]);

/** The file with its signature as the last row, and the SHA-256 of what is signed, in hexadecimal. */
export function signedFile(
  content: string,
  facts: ExportFacts,
  { keyId, publicKey, sign }: SigningKey,
): { csv: string; sha256: string } {
  const sha256 = hash("sha256", content, "hex");
  const signature = sign(statementOf(facts, sha256, keyId));
  const row = [
    ...["signature", version, facts.organisationId, facts.exportId, facts.rows, facts.asOf, sha256, keyId],
    ...[publicKey, signature].map((base64) => Buffer.from(base64, "base64").toString("hex")),
  ];
  return { csv: content + csvRow(row), sha256 };
}

function statementOf({ organisationId, exportId, rows, asOf }: ExportFacts, sha256: string, keyId: string) {
  return JSON.stringify([version, organisationId, exportId, rows, asOf, sha256, keyId]);
}

export type ExportFault = "malformed" | "content" | "signature" | "key";

/** What is wrong with a file: it has no signature of ours, was changed, was signed by nobody or by a stranger; else its facts. */
export function checkedFile(
  file: Buffer,
  keys: ReadonlySet<string> | null,
): { fault: ExportFault } | { fault: null; facts: ExportFacts; keyId: string } {
  const start = file.lastIndexOf("\nsignature,") + 1;
  const parsed = lastRow.safeParse(
    file
      .toString("utf8", start)
      .replace(/\r?\n$/, "")
      .split(","),
  );
  if (start === 0 || !parsed.success) return { fault: "malformed" };
  const [, , organisationId, exportId, rows, asOf, sha256, keyId, publicHex, signatureHex] = parsed.data;
  if (hash("sha256", file.subarray(0, start), "hex") !== sha256) return { fault: "content" };
  const [publicKey, signature] = [publicHex, signatureHex].map((text) =>
    Buffer.from(text, "hex").toString("base64"),
  ) as [string, string];
  const facts = { organisationId, exportId, rows: Number(rows), asOf };
  const genuine =
    keyIdOf(publicKey) === keyId && isSignedBy(publicKey, statementOf(facts, sha256, keyId), signature);
  if (!genuine) return { fault: "signature" };
  return keys && !keys.has(publicKey) ? { fault: "key" } : { fault: null, facts, keyId };
}
