// npm run audit:verify [-- --dump FILE] [--anchor FILE] [--keys FILE] [--restored NUMBER] [--proof FILE] [--export FILE]
// Ends with 0: as it was sealed. 1: cannot check. 2: something was changed. 3: not sealed for more than a minute.
import { existsSync, readFileSync } from "node:fs";
import pg from "pg";
import { checkedFile } from "@/lib/audit/exporting/signature";
import { SecondPlace } from "@/lib/audit/sealing/anchor";
import { NoTrailInDump } from "@/lib/audit/sealing/dump";
import { publicKeysIn } from "@/lib/audit/sealing/key";
import { faultOf } from "@/lib/audit/sealing/proof";
import { sealPlaces } from "@/lib/audit/sealing/settings";
import {
  outcomeOf,
  type Progress,
  type Report,
  verifyDatabase,
  verifyDump,
} from "@/lib/audit/sealing/verify";
import { readVerifyOptions, type VerifyArguments } from "./audit/options";
import { exportSentence, faultSentences, sentencesOf } from "./audit/sentences";
import { Unusable } from "./seed/options";

const exitCodes = { good: 0, tampered: 2, late: 3 } as const;

try {
  const options = readVerifyOptions(process.argv.slice(2));
  process.exitCode = options.proof
    ? checkProof(options.proof, options)
    : options.export
      ? checkExport(options.export, options)
      : await checkTrail(options);
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exitCode = 1;
}

async function checkTrail(options: VerifyArguments): Promise<number> {
  const began = performance.now();
  const anchorFile = options.anchor ?? there(sealPlaces().anchorFile);
  const second = anchorFile ? await SecondPlace.read(anchorFile) : null;
  const given = { keys: keysOf(options), second, restored: new Set(options.restored) };
  const report = options.dump
    ? await verifyDump(options.dump, given, progress())
    : await withOwner((client) => verifyDatabase(client, given, progress()));
  say(report, (performance.now() - began) / 1000);
  return exitCodes[outcomeOf(report)];
}

function say(report: Report, seconds: number): void {
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  const lines = [...sentencesOf(report), `Took ${seconds.toFixed(1)} s and at most ${memory} MB of memory.`];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function checkProof(file: string, options: VerifyArguments): number {
  const fault = faultOf(JSON.parse(readFileSync(file, "utf8")), keysOf(options));
  process.stdout.write(
    `${fault ? faultSentences[fault] : "The proof holds: this event was sealed, and is unchanged."}\n`,
  );
  return fault ? 2 : 0;
}

function checkExport(file: string, options: VerifyArguments): number {
  const keys = keysOf(options);
  const checked = checkedFile(readFileSync(file), keys);
  process.stdout.write(`${exportSentence(checked, keys !== null)}\n`);
  // Whoever changes a file can sign it with a key of their own.
  if (!checked.fault && !keys) return 1;
  return checked.fault ? 2 : 0;
}

/** The keys to believe: of the file that is named, or of the installation; null when there is neither. */
function keysOf({ keys }: VerifyArguments): ReadonlySet<string> | null {
  const file = keys ?? there(sealPlaces().keysFile);
  const known = file ? publicKeysIn(file) : [];
  if (keys !== undefined && known.length === 0)
    throw new Unusable(`${keys} holds no public key: name the file audit-signing.pub of the installation.`);
  if (known.length > 0) return new Set(known);
  process.stderr.write(
    "No file of public keys was found, so the keys that the trail itself names are believed.\n",
  );
  return null;
}

function there(file: string | null): string | null {
  return file && existsSync(file) ? file : null;
}

async function withOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

function progress(): Progress {
  let shown = -1;
  return (done, total) => {
    const percent = Math.floor((done / Math.max(total, 1)) * 100);
    if (!process.stderr.isTTY || percent === shown) return;
    shown = percent;
    process.stderr.write(`\r${percent} % ${percent === 100 ? "\n" : ""}`);
  };
}

function sentenceFor(error: unknown): string {
  if (error instanceof Unusable) return error.message;
  if (error instanceof NoTrailInDump)
    return `${error.message} holds no trail: make the dump with pg_dump --format=plain, without leaving tables out.`;
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (path) return `${path} cannot be read (${code}): check the path and its mode.`;
  return error instanceof SyntaxError
    ? "The file of the proof is not JSON: save what npm run audit:prove prints."
    : `The check could not be made (${code ?? message}): see that the database runs and is up to date.`;
}
