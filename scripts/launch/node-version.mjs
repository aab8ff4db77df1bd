const LEAST = [20, 9];

/** The sentence for a Node that is too old, or nothing. Must be readable by that old Node itself. */
export function complaintAbout(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return undefined;
  return `Onward needs Node ${LEAST.join(".")} or newer and this is ${version}: install the current version from https://nodejs.org and try again.`;
}
