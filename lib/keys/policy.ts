/** What was sealed in passing under a key that wraps no more (answers kept for repeats: seven days) is gone by then. */
const retiredDays = 8;

/** Keys retired before this moment can be destroyed. */
export function retiredBefore(now: Date): Date {
  return new Date(now.getTime() - retiredDays * 24 * 3_600_000);
}
