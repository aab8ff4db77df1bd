const minute = 60_000;

/** A session ends after 15 minutes without contact (lib/core/sessions); the server counts one contact a minute. */
const idle = 15 * minute;
const counted = minute;
const slack = 5_000;
const notice = 2 * minute;

/** What this browser knows of its session: when it ends (ms since 1970, own clock) and whether contact moves that on. */
export type SessionClock = { ends: number; moves: boolean };

/**
 * The clock once the server has said how many ms are left. It has just counted the contact, so less than the idle time
 * means that the day's limit ends the session and nothing moves it.
 */
export function clockFrom(now: number, left: number): SessionClock {
  return { ends: now + left, moves: left > idle - counted - slack };
}

/** The clock after any request to the server: it counted this one, or another in the minute before. */
export function touched(clock: SessionClock, now: number): SessionClock {
  return clock.moves ? { ...clock, ends: Math.max(clock.ends, now - counted + idle) } : clock;
}

/** Whole minutes that are left, once it is time to say so; null before, 0 when the session is over. */
export function minutesToSay({ ends }: SessionClock, now: number): number | null {
  const left = ends - now;
  return left > notice ? null : Math.max(0, Math.ceil(left / minute));
}
