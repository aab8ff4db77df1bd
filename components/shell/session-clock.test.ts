import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockFrom, minutesToSay, touched } from "./session-clock";

const minute = 60_000;

describe("the session clock", () => {
  it.each([
    [15 * minute, true],
    [14 * minute + 1, true],
    [10 * minute, false],
    [30_000, false],
  ])("with %i ms left after a contact, contact moves it: %s", (left, moves) => {
    expect(clockFrom(1_000, left)).toEqual({ ends: 1_000 + left, moves });
  });

  it("moves on with contact, but never past the day's limit", () => {
    const clock = clockFrom(0, 15 * minute);
    expect(touched(clock, 30_000)).toEqual(clock);
    expect(touched(clock, 10 * minute).ends).toBe(24 * minute);
    const last = clockFrom(0, 10 * minute);
    expect(touched(last, 5 * minute)).toBe(last);
  });

  it.each([
    [3 * minute, null],
    [2 * minute, 2],
    [minute + 1, 2],
    [minute, 1],
    [1, 1],
    [0, 0],
    [-minute, 0],
  ])("with %i ms left it says %s minutes", (left, said) => {
    expect(minutesToSay({ ends: left, moves: true }, 0)).toBe(said);
  });

  it("never believes in more time than the server gives", () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 14 * minute }), { maxLength: 30 });
    fc.assert(
      fc.property(pauses, (gaps) => {
        let now = 0;
        let server = { seen: 0, ends: 15 * minute };
        let clock = clockFrom(0, 15 * minute);
        for (const gap of gaps) {
          now += gap;
          if (now >= server.ends) break;
          if (now - server.seen > minute) server = { seen: now, ends: now + 15 * minute };
          clock = touched(clock, now);
          expect(clock.ends).toBeLessThanOrEqual(server.ends);
        }
      }),
    );
  });
});
