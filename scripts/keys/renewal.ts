import type { System } from "@/lib/core/actor";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { refuseForeignDatabase } from "@/lib/core/keys";
import { organisationIds } from "@/lib/core/organisation-ids";
import { renewDataKeys } from "@/lib/keys/renewing/commands";
import { alone } from "./alone";
import { Obstacle } from "./obstacle";

const mostTries = 5;

/**
 * Gives every person, case, draft and note a new key and seals their values anew, while people work. What got one since the last
 * `keys:rotate` is left, so that the command goes on where it was stopped. @throws Obstacle when something did not open.
 */
export function renewData(say: (line: string) => void): Promise<void> {
  return alone(() => renew(say));
}

async function renew(say: (line: string) => void): Promise<void> {
  await refuseForeignDatabase();
  let done = 0;
  const broken: string[] = [];
  for (const organisationId of await organisationIds()) {
    const actor: System = { kind: "system", organisationId, name: "keys" };
    for (let after: string | null | undefined; after !== null;) {
      const batch = await renewed(actor, after);
      done += batch.done;
      broken.push(...batch.broken);
      after = batch.next;
      if (after !== null) say(`${done} people, cases, drafts and notes are sealed anew …`);
    }
  }
  say(`${done} people, cases, drafts and notes are sealed anew.`);
  if (broken.length > 0)
    throw new Obstacle(
      `Something of these does not open and was left as it is: ${broken.join(", ")}. Compare them with a backup.`,
    );
}

/** Somebody may work on one of a batch for longer than we wait: then the batch is tried again. */
async function renewed(actor: System, after: string | undefined) {
  const origin = { requestId: `keys:${newId()}`, network: null, device: null };
  for (let tries = 1; ; tries++) {
    try {
      return await renewDataKeys.execute(actor, { after }, origin);
    } catch (error) {
      if (!(error instanceof AppError) || tries === mostTries) throw error;
    }
  }
}
