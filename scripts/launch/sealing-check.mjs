import { createHmac } from "node:crypto";
import { Refusal } from "./refusal.mjs";
import { withClient } from "./roles.mjs";

/** The name of a key as the database knows it: the same as `nameOfKey` of lib/core/key-source.ts. */
export function nameOfKey(base64) {
  const key = Buffer.from(base64, "base64");
  return createHmac("sha256", key).update("onward installation key").digest("hex").slice(0, 16);
}

/** Refuses to go on with a database that was sealed with another key than those given: nothing in it could be read. */
export async function checkSealingKey(url, { sealingKey, sealingCommand }) {
  const names = (sealingKey ?? "").split(/\s+/).filter(Boolean).map(nameOfKey);
  if (sealingCommand) names.push("command");
  const inUse = await withClient(url, keysInUse);
  if (inUse.every((name) => names.includes(name))) return;
  throw new Refusal(
    inUse.includes("command") && !sealingCommand
      ? "This database is sealed by a key service: set ONWARD_SEALING_COMMAND to its command. Nothing was changed."
      : "This database is sealed with another key than the one given: put back the key that belongs to it (ONWARD_SEALING_KEY, ONWARD_SEALING_KEY_FILE or secrets.json). Nothing was changed.",
  );
}

async function keysInUse(client) {
  // Before its migration has run there is nothing to compare.
  const { rows: known } = await client.query(
    "select to_regproc('installation_keys_in_use') is not null as there",
  );
  if (!known[0].there) return [];
  const { rows } = await client.query("select wrapped_by from installation_keys_in_use()");
  return rows.map((row) => row.wrapped_by);
}
