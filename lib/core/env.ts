import "server-only";
import { z } from "zod";

const key = z
  .base64()
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length === 32);

const schema = { ONWARD_SEALING_KEY: key, ONWARD_INDEX_KEY: key };

const fix: Record<keyof typeof schema, string> = {
  ONWARD_SEALING_KEY: "set it to 32 random bytes in base64, for example from: openssl rand -base64 32",
  ONWARD_INDEX_KEY: "set it to 32 random bytes in base64, for example from: openssl rand -base64 32",
};

function read<Name extends keyof typeof schema>(name: Name): z.output<(typeof schema)[Name]> {
  const parsed = schema[name].safeParse(process.env[name]);
  if (!parsed.success) throw new Error(`${name} is missing or malformed: ${fix[name]}`);
  return parsed.data;
}

/** The settings of this process, read when first asked for. A bad one throws an Error naming it and its remedy. */
export const env = {
  /** Key-encryption key, 32 bytes: wraps the data key of every person and case. */
  get sealingKey(): Buffer {
    return read("ONWARD_SEALING_KEY");
  },
  /** Root of the blind indexes and the password pepper, 32 bytes. */
  get indexKey(): Buffer {
    return read("ONWARD_INDEX_KEY");
  },
};
