import { expect, it } from "vitest";
import { canariesIn, type Mark, newCanary, planted } from "./canary";

const all: Mark[] = ["person", "khmer", "phone", "house", "secret"];

it.each(all)("finds a planted %s in every form, wherever in a file it begins", (mark) => {
  for (const [form, bytes] of Object.entries(planted(mark)))
    for (const before of [0, 1, 2, 3]) {
      const file = Buffer.concat([Buffer.alloc(before, 120), bytes, Buffer.alloc(100, 121)]);
      const found =
        form === "base64" || form === "base64url"
          ? canariesIn("here", bytes, all)
          : canariesIn("here", file, all);
      expect(found.length, `${form} after ${before}`).toBeGreaterThan(0);
    }
});

it("names the field that it was typed into", () => {
  const canary = newCanary("person", "note.add body");
  expect(canariesIn("log", `x ${canary.toUpperCase()} y`, all)).toEqual([
    { where: "log", mark: "person", form: "plain", field: "note.add body" },
  ]);
});

it("finds nothing in anything else", () => {
  expect(
    canariesIn("here", JSON.stringify({ text: "zqxv zqxvkj 1394719 ឋឰឝ", at: Date.now() }), all),
  ).toEqual([]);
});
