/** The live heap is about 90 MB; without a bound the garbage of pages grows it to six times that before it is swept. */
export const smallHeap = ["--max-old-space-size=256", "--max-semi-space-size=8"];

/** Node takes the bounds of its heap only when it starts: this process begins anew with them, as the same process. */
export function keepHeapSmall() {
  if (smallHeap.every((flag) => process.execArgv.includes(flag))) return;
  // Not on Windows, and not in a Node before 23.11; there it goes on as it is.
  process.execve?.(process.execPath, [
    process.execPath,
    ...process.execArgv,
    ...smallHeap,
    ...process.argv.slice(1),
  ]);
}
