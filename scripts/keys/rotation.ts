import { setTimeout as sleep } from "node:timers/promises";
import type { System } from "@/lib/core/actor";
import type { Origin } from "@/lib/core/audit";
import { env } from "@/lib/core/env";
import { newId } from "@/lib/core/ids";
import { installationKeysInUse, refuseForeignDatabase } from "@/lib/core/keys";
import { installationKeys, wrappingName } from "@/lib/core/key-source";
import { organisationIds } from "@/lib/core/organisation-ids";
import { addKey, retireKeys, rewrapKeys } from "@/lib/keys/commands";
import { alone } from "./alone";
import { addToFile, leaveOnlyFirst } from "./key-file";
import { Obstacle } from "./obstacle";

type Say = (line: string) => void;
/** How to wait, in seconds; tests do not. */
type Wait = (seconds: number) => Promise<void>;

/**
 * New key of the installation → new key of each organisation → every key of people and cases wrapped anew → former keys retired.
 * The web server and the worker go on meanwhile: they read the file again when it changes, and a new key wraps only once all know
 * it. @throws Obstacle when the installation's key cannot be changed from here.
 */
export function rotateKeys(
  say: Say,
  wait: Wait = async (seconds) => void (await sleep(seconds * 1_000)),
): Promise<void> {
  return alone(() => rotate(say, wait));
}

async function rotate(say: Say, wait: Wait): Promise<void> {
  await refuseForeignDatabase();
  await prepareInstallationKey(say);
  const actors = (await organisationIds()).map((organisationId): System => ({
    kind: "system",
    organisationId,
    name: "keys",
  }));
  const origin: Origin = { requestId: `keys:${newId()}`, network: null, device: null };

  let longest = 0;
  for (const actor of actors) longest = Math.max(longest, (await addKey.execute(actor, {}, origin)).wait);
  if (longest > 0) say(`New keys are made. In ${Math.ceil(longest)} s every program knows them …`);
  await wait(longest);

  let wrapped = 0;
  const broken: string[] = [];
  const brokenSeeds: string[] = [];
  for (const actor of actors) {
    for (let after: string | null | undefined; after !== null;) {
      const batch = await rewrapKeys.execute(actor, { after }, origin);
      wrapped += batch.done;
      broken.push(...batch.broken);
      brokenSeeds.push(...batch.brokenSeeds);
      after = batch.next;
    }
    await retireKeys.execute(actor, {}, origin);
  }
  const former = await finishInstallationKey();
  say(`${wrapped} keys of ${actors.length} organisations are wrapped anew.`);
  sayWhatIsBroken(say, broken, brokenSeeds);
  if (former)
    say(
      `The former key opens nothing in this database any more. It is in ${former}: move it to where the copies of your keys are, and destroy it when the last backup made before today is gone.`,
    );
}

function sayWhatIsBroken(say: Say, keys: readonly string[], seeds: readonly string[]): void {
  if (keys.length > 0)
    say(`These do not open and were left as they are; compare them with a backup: ${keys.join(", ")}.`);
  if (seeds.length > 0)
    say(
      `The seeds of the authenticator apps of these accounts (${seeds.length}) do not open and were left as they are; their owners sign in with another factor and set the app up again: ${seeds.join(", ")}.`,
    );
}

/** Sees to it that the first key given wraps nothing yet, or that a rotation to it has begun. */
async function prepareInstallationKey(say: Say): Promise<void> {
  const { command, file } = env.sealing;
  if (command) return say("The key service changes its own key; the keys of organisations are changed now.");
  const inUse = await installationKeysInUse();
  const first = wrappingName();
  const begun = installationKeys().length > 1 && inUse.some((name) => name !== first);
  if (begun || (!inUse.includes(first) && inUse.length > 0))
    return say("Going on with the first of the keys given.");
  if (!file)
    throw new Obstacle(
      "The key is given as ONWARD_SEALING_KEY, which this command cannot change. Make a new one (openssl rand -base64 32), write it before the present one in the same setting, apart by a space, start the programs again, and run this command again.",
    );
  try {
    addToFile(file);
  } catch (error) {
    throw new Obstacle(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code}): put a new key (openssl rand -base64 32) on its first line, above the present one, and run this command again.`,
    );
  }
  say("A new key of the installation is made.");
}

/** Once nothing needs the others: only the first key stays. Where the former went, or null when a person must take it out. */
async function finishInstallationKey(): Promise<string | null> {
  const { command, file } = env.sealing;
  const inUse = await installationKeysInUse();
  if (inUse.some((name) => name !== wrappingName()))
    throw new Obstacle("A new organisation was made meanwhile: run the same command again.");
  if (command || !file) return null;
  return leaveOnlyFirst(file);
}
