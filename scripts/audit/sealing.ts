import { KeyFileUnusable, publish } from "@/lib/audit/sealing/key";
import type { Checkpoint } from "@/lib/audit/sealing/checkpoint";
import { Sealer } from "@/lib/audit/sealing/sealer";
import { installedKey, sealPlaces } from "@/lib/audit/sealing/settings";
import { workerPool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { describeError, log } from "@/lib/core/log";
import { sendMail } from "@/lib/core/mail";
import { repeat } from "@/lib/core/repeat";

const everySeconds = 5;

/** Seals the trail every few seconds; null when this process has neither a key nor a folder to make one in. */
export function startSealing(): { stop: () => Promise<void> } | null {
  const key = keyOrNull();
  if (!key) {
    log.error("the trail is not sealed: set ONWARD_AUDIT_SIGNING_KEY or ONWARD_HOME");
    return null;
  }
  const { anchorFile, keysFile } = sealPlaces();
  if (keysFile && publish(key, keysFile) === "another")
    log.warn({ keyId: key.keyId }, "the trail is signed with another key from now on");
  const sealer = new Sealer({ pool: workerPool(), key, anchorFile });
  let last: Checkpoint | null = null;
  return repeat("seal", everySeconds, async () => {
    for (const one of await sealer.seal()) {
      if (last && one.at.slice(0, 10) !== last.at.slice(0, 10)) await mailHead(one);
      last = one;
    }
  });
}

/** Seconds that the oldest event which is not sealed yet has waited; 0 when all are. */
export async function unsealedSeconds(): Promise<number> {
  const { rows } = await workerPool().query<{ seconds: number | null }>(
    "select extract(epoch from now() - min(oldest))::float8 as seconds from audit_tails()",
  );
  return rows[0]!.seconds ?? 0;
}

function keyOrNull() {
  try {
    return installedKey();
  } catch (error) {
    if (!(error instanceof KeyFileUnusable)) throw error;
    log.error({ problem: error.problem, file: error.file }, "the signing key of the trail cannot be used");
    return null;
  }
}

/** A third place: the first checkpoint of each day, in a mailbox. A letter that does not go out stops nothing. */
export async function mailHead(one: Checkpoint): Promise<void> {
  const to = env.seal.mailTo;
  if (!to || !env.mail) return;
  const text = `${JSON.stringify(one)}\n`;
  const html = `<!doctype html><title>${one.number}</title><pre>${text}</pre>`;
  try {
    await sendMail({ to, subject: `Seal ${one.number}`, text, html });
  } catch (error) {
    log.warn({ ...describeError(error), number: one.number }, "the daily seal was not sent");
  }
}
