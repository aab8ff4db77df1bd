import { getTranslations } from "next-intl/server";
import type { Me } from "@/lib/users/schema";

const areas = {
  people: ["case", "person", "draft", "note", "access", "dashboard", "figures"],
  needs: ["need", "needType", "consent"],
  referrals: ["partner", "referral"],
  work: ["day", "task"],
  accounts: ["user", "colleague", "site", "audit", "watch", "factorReset"],
  security: ["me", "session", "factor", "totp", "passkey", "recovery", "token"],
} as const;
type Area = keyof typeof areas;

/** What a role may do, in words, by area. */
export async function PermissionAreas({ permissions }: Pick<Me, "permissions">) {
  const [area, all] = await Promise.all([getTranslations("users.me.area"), getTranslations("permissions")]);
  const words = all as unknown as ((key: string) => string) & { has: (key: string) => boolean };
  const inArea = (nouns: readonly string[]) =>
    permissions.filter((name) => nouns.includes(name.split(".")[0]!) && words.has(name));
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      {(Object.keys(areas) as Area[])
        .map((name) => ({ name, verbs: inArea(areas[name]) }))
        .filter(({ verbs }) => verbs.length > 0)
        .map(({ name, verbs }) => (
          <div key={name}>
            <h3>{area(name)}</h3>
            <ul className="list-disc ps-5 marker:text-ink-2">
              {verbs.map((verb) => (
                <li key={verb}>{words(verb)}</li>
              ))}
            </ul>
          </div>
        ))}
    </div>
  );
}
