import { describe, expect, test } from "vitest";
import { fill, type Tape, templateOf } from "./tape";

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const organisation = id(1);

/** What a command that adds something to a case sends: it reads the case, makes an id up, and names it twice. */
function tapeOf(caseId: string, made: string, seal: string): Tape {
  return [
    { text: "begin", values: [] },
    { text: "select … where id = $2", values: [organisation, caseId] },
    { text: "insert …", values: [organisation, made, caseId, [caseId, made], Buffer.from(seal)] },
    { text: "insert event …", values: [JSON.stringify({ entityId: made, organisation })] },
    { text: "commit", values: [] },
  ];
}

describe("a tape", () => {
  const template = templateOf(
    [tapeOf(id(2), id(3), "a"), { caseId: id(2) }],
    [tapeOf(id(4), id(5), "b"), { caseId: id(4) }],
  );

  test("is filled with another target's ids, and with fresh ones where the command makes them up", () => {
    let made = 90;
    const filled = fill(template, { caseId: id(7) }, () => id(made++));
    expect(filled).toEqual(tapeOf(id(7), id(90), "a"));
    expect(made).toBe(91);
  });

  test("makes each filling's ids anew", () => {
    const [first, second] = [10, 20].map((n) => fill(template, { caseId: id(7) }, () => id(n))[2]!.values[1]);
    expect([first, second]).toEqual([id(10), id(20)]);
  });

  test("is refused when the command went two different ways", () => {
    const shorter = tapeOf(id(4), id(5), "b").slice(1);
    expect(() => templateOf([tapeOf(id(2), id(3), "a"), {}], [shorter, {}])).toThrow("two different ways");
  });
});
