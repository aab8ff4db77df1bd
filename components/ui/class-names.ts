/** Joins class names, leaving out the ones that do not apply. */
export function classNames(...names: unknown[]) {
  return names.filter((name) => typeof name === "string" && name).join(" ");
}
