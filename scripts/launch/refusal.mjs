/**
 * A reason not to go on, in one sentence that says what to do. Shown as it is, without a stack trace; `details` (what a
 * program wrote before it failed) come above it.
 */
export class Refusal extends Error {
  name = "Refusal";

  constructor(message, { details = "" } = {}) {
    super(message);
    this.details = details.trim();
  }
}

/** The person asked to stop while the setting-up was still going on. */
export class Interrupted extends Error {
  name = "Interrupted";
}

/** The sentence to show for any error that ended a command. */
export function sentenceFor(error) {
  if (error instanceof Refusal) return error.message;
  const text = `${error?.code ?? ""} ${error?.message ?? error}`;
  if (/ENOSPC|EDQUOT|53100|No space left on device/.test(text))
    return "The disk is full: free at least 1 GB and run the command again.";
  if (/EACCES|EPERM/.test(error?.code ?? "") && error.path)
    return `${error.path} cannot be read or written by this user: change its owner or set ONWARD_HOME to a folder of yours.`;
  return `Unexpected: ${error?.message ?? error} (set ONWARD_DEBUG=1 and run again to see where).`;
}

/** Prints the sentence for an error; the stack only when asked for. */
export function report(error) {
  if (error?.details) process.stderr.write(`\n${error.details}\n`);
  process.stderr.write(`\n${sentenceFor(error)}\n`);
  if (process.env.ONWARD_DEBUG) process.stderr.write(`${error?.stack ?? error}\n`);
}

/** The line of a program's output that says why it ended: the error itself, not the stack or the version below it. */
export function reasonIn(output) {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !/^(at |Node\.js v|\^+$|[{}]$)/.test(line));
  const line = lines.findLast((text) => /^(\w*Error|Error|ERROR|error)\b.*:/.test(text)) ?? lines.at(-1);
  return line?.replace(/^(Uncaught )?\w*Error( \[\w+\])?: /, "").slice(0, 300) ?? "no reason given";
}
