import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueOf } from "@/lib/audit/sealing/dump";
import {
  type EventText,
  idOfLeaf,
  instantText,
  leafColumns,
  leafOf,
  leafText,
} from "@/lib/audit/sealing/leaf";

const field = fc.option(fc.string({ unit: "grapheme" }), { nil: null });
const events: fc.Arbitrary<EventText> = fc
  .tuple(fc.uuid(), fc.array(field, { minLength: leafColumns.length, maxLength: leafColumns.length }))
  .map(([id, fields]) => fields.with(3, id).with(4, "2026-11-22 07:02:03.12+00"));

describe("the line of an event", () => {
  it("is another for every other event", () =>
    fc.assert(
      fc.property(events, events, (one, other) => {
        expect(leafText(one) === leafText(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    ));

  it("is another when one field changes, is emptied or taken for its neighbour", () =>
    fc.assert(
      fc.property(events, fc.nat({ max: leafColumns.length - 2 }), (event, at) => {
        const changes = [event[at] === null ? "" : null, `${event[at]}x`].map((value) =>
          event.with(at, value),
        );
        for (const changed of changes) if (at !== 4) expect(leafText(changed)).not.toBe(leafText(event));
        const glued = event.with(at, `${event[at]}${event[at + 1]}`).with(at + 1, "");
        if (at !== 3 && at !== 4 && event[at + 1] !== "") expect(leafText(glued)).not.toBe(leafText(event));
      }),
    ));

  it("does not change from one version of the program to the next", () => {
    const event = leafColumns
      .map((name, i): string | null => (i % 2 ? name : null))
      .with(4, "2026-11-22 14:02:03.12+07");
    expect(leafText(event)).toBe(
      '["onward.event.1",null,"tx",null,"id","2026-11-22T07:02:03.120Z","kind",null,"outcome",null,"actor_id",null,"session_id",' +
        'null,"entity_id",null,"covers",null,"detail",null,"network",null]',
    );
  });

  it("holds the id and the hash", () =>
    fc.assert(fc.property(events, (event) => idOfLeaf(leafOf(event)) === event[3])));
});

describe("a moment", () => {
  it.each([
    ["2026-11-22 07:02:03+00", "2026-11-22T07:02:03.000Z"],
    ["2026-11-22 07:02:03.1+00", "2026-11-22T07:02:03.100Z"],
    ["2026-11-22 14:02:03.123+07", "2026-11-22T07:02:03.123Z"],
    ["2026-11-22 12:32:03.123+05:30", "2026-11-22T07:02:03.123Z"],
    ["2026-11-21 23:32:03-07:30", "2026-11-22T07:02:03.000Z"],
  ])("%s is %s in every zone", (text, iso) => expect(instantText(text)).toBe(iso));
});

describe("a field of a dump", () => {
  it("is what was copied", () => {
    const escape = (text: string) =>
      text.replace(
        /[\\\b\f\n\r\t\v]/g,
        (one) => `\\${{ "\\": "\\", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v" }[one]}`,
      );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("\\", "\t", "\n", "\r", "\b", "\f", "\v", "N", "n", "a", "ខ") }),
        (text) => valueOf(escape(text)) === text,
      ),
    );
    expect(valueOf("\\N")).toBeNull();
    expect(valueOf(undefined)).toBeNull();
  });
});
