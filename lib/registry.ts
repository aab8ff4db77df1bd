import "server-only";
import type { Command } from "@/lib/core/command";
import type { JobDefinition } from "@/lib/core/jobs";
import type { Query } from "@/lib/core/read";

const allCommands: readonly Command[] = [];
const allQueries: readonly Query[] = [];

/** Every command by name. */
export const commands: ReadonlyMap<string, Command> = new Map(allCommands.map((command) => [command.name, command]));
/** Every query by name. */
export const queries: ReadonlyMap<string, Query> = new Map(allQueries.map((query) => [query.name, query]));
/** Every kind of background work, and in it every schedule. */
export const jobs: readonly JobDefinition[] = [];
