import { z } from "zod";

type Row = { does: "write" | "read"; audited: boolean };

/** Every permission is exactly one command or query of the same name, and the other way round. */
export function registered(
  permissions: Record<string, Row>,
  commands: readonly string[],
  queries: readonly string[],
): string[] {
  const found: string[] = [];
  const wrong = (name: string, problem: string) => found.push(`${name}: ${problem}`);
  for (const [name, { does }] of Object.entries(permissions)) {
    const [writes, reads] = [commands, queries].map(
      (names) => names.filter((one) => one === name).length,
    ) as [number, number];
    if (writes + reads === 0) wrong(name, "a permission without command or query");
    else if (writes + reads > 1) wrong(name, "registered more than once");
    else if ((does === "write") !== (writes === 1)) wrong(name, `its row says ${does}`);
  }
  for (const name of [...commands, ...queries])
    if (!(name in permissions)) wrong(name, "no row in the permission table");
  return found;
}

type QueryRow = { allows: readonly string[]; audited: boolean };

/** What an answer calls a case or the person in it. */
const aboutSomebody = /"(initials|caseCode|caseId|personId)":/;

/** Whatever shows a case or a person to somebody leaves a view event; only the program may look at its own lists unseen. */
export function viewsRecorded(
  permissions: Record<string, QueryRow>,
  queries: readonly { name: string; output: z.ZodType }[],
): string[] {
  return queries
    .filter(({ name, output }) => {
      const { allows, audited } = permissions[name]!;
      const shows = aboutSomebody.test(
        JSON.stringify(z.toJSONSchema(output, { io: "output", unrepresentable: "any", reused: "inline" })),
      );
      return shows && !audited && allows.some((who) => who !== "system");
    })
    .map(({ name }) => `${name}: shows a case or a person without a view event`);
}
