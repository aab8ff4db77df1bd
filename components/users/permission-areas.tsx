import { getTranslations } from "next-intl/server";
import type { Me } from "@/lib/users/schema";
import { type Area, areas, inArea } from "./areas";

/** What a role may do, in words, by area. */
export async function PermissionAreas({ permissions }: Pick<Me, "permissions">) {
  const [area, all] = await Promise.all([getTranslations("users.me.area"), getTranslations("permissions")]);
  const words = all as unknown as ((key: string) => string) & { has: (key: string) => boolean };
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      {(Object.keys(areas) as Area[])
        .map((name) => ({
          name,
          verbs: inArea(name, permissions).filter((verb) => words.has(verb) && isWhole(verb)),
        }))
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

/** The first step of setting something up is told by the last. */
function isWhole(verb: string): boolean {
  return !verb.endsWith(".begin");
}
