import "server-only";
import { getTranslations } from "next-intl/server";

const keys = [
  ...([
    "passkey",
    "passkeyBusy",
    "passkeyLead",
    "or",
    "code",
    "codeHint",
    "recovery",
    "recoveryHint",
  ] as const),
  ...([
    "submit",
    "busy",
    "useRecovery",
    "useCode",
    "lost",
    "codeWrong",
    "recoveryWrong",
    "passkeyWrong",
  ] as const),
  ...(["passkeyNeeded", "passkeyMissing", "slow", "over", "failed"] as const),
];
export type FactorWords = Record<(typeof keys)[number], string>;

/** The words of `FactorForm`, a few instead of a whole catalogue: it waits behind every page. */
export async function factorWords(): Promise<FactorWords> {
  const t = await getTranslations("factors.show");
  return Object.fromEntries(keys.map((key) => [key, t(key)])) as FactorWords;
}
