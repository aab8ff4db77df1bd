import type { CommandAnswer } from "./post-command";

/**
 * Asks one query from the browser, for answers that must leave no trace in the address bar or the history. A list is sent
 * as a repeated field. Without a connection the answer is `OFFLINE`.
 */
export async function getQuery<Result = unknown>(
  query: string,
  input: Record<string, string | readonly string[]>,
  signal?: AbortSignal,
): Promise<CommandAnswer<Result>> {
  const search = new URLSearchParams(
    Object.entries(input).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  );
  try {
    const response = await fetch(`/api/queries/${query}?${search}`, {
      cache: "no-store",
      ...(signal && { signal }),
    });
    return (await response.json()) as CommandAnswer<Result>;
  } catch {
    return { ok: false, code: "OFFLINE" };
  }
}
