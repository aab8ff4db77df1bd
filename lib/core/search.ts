/** An address with search parameters: empty ones are left out, a list is repeated. */
export function withSearch(
  path: string,
  search: Record<string, string | readonly string[] | undefined>,
): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one) => (one === "" ? [] : [[name, one] as [string, string]])),
  );
  return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path;
}
