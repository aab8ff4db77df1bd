import { describe, expect, it } from "vitest";
import { answersSchema } from "@/lib/intake/schema";
import { readAnswer } from "./read-answers";
import type { Asked, ScriptQuestion } from "./script";

/** A form as the browser sends it: fields in order, a name as often as it is ticked. */
function read(key: ScriptQuestion["key"], asked: Asked, fields: [string, string][], before = {}) {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  const answer = readAnswer({ key, asked }, data, before);
  if (answer !== undefined) expect(answersSchema.safeParse({ [key]: answer }).success).toBe(true);
  return answer;
}

describe("readAnswer", () => {
  it("reads nothing from an empty form", () => {
    const kinds: [ScriptQuestion["key"], Asked][] = [
      ["canTalkSafely", "radio"],
      ["dangerFrom", "checkbox"],
      ["goal", "text"],
      ["name", "name"],
      ["language", "language"],
      ["nationalities", "country"],
      ["age", "age"],
      ["contact", "contact"],
      ["exit", "exitMode"],
      ["exit", "exitDetails"],
    ];
    for (const [key, asked] of kinds) expect(read(key, asked, []), asked).toBeUndefined();
    expect(read("goal", "text", [["goal.text", "   "]])).toBeUndefined();
  });

  it("reads one code, and several", () => {
    expect(read("safeTonight", "radio", [["safeTonight", "declined"]])).toBe("declined");
    const ticked: [string, string][] = [
      ["dangerFrom", "family"],
      ["dangerFrom", "officials"],
    ];
    expect(read("dangerFrom", "checkbox", ticked)).toEqual(["family", "officials"]);
  });

  it("keeps words as typed, and a no-answer beside them", () => {
    expect(read("goal", "text", [["goal.text", " go home "]])).toEqual({ text: " go home " });
    expect(read("goal", "text", [["goal.noAnswer", "unknown"]])).toEqual({ noAnswer: "unknown" });
  });

  it("keeps other names that this screen does not ask for", () => {
    const before = { name: { full: "A", type: "nickname", others: ["B"] } };
    expect(read("name", "name", [["name.full", "C"]], before)).toEqual({
      full: "C",
      type: "nickname",
      others: ["B"],
    });
    const typed: [string, string][] = [
      ["name.full", "C"],
      ["name.others", "ស្រី ពៅ"],
      ["name.others", ""],
    ];
    expect(read("name", "name", typed, before)).toMatchObject({ others: ["ស្រី ពៅ"] });
  });

  it("takes a language from the rows or from the list", () => {
    expect(
      read("language", "language", [
        ["language", "vi"],
        ["language.more", "jv"],
      ]),
    ).toEqual({ preferred: "vi" });
    expect(
      read("language", "language", [
        ["language", "another"],
        ["language.more", "jv"],
      ]),
    ).toEqual({
      preferred: "jv",
    });
    expect(
      read("language", "language", [
        ["language", "another"],
        ["language.more", ""],
      ]),
    ).toBeUndefined();
    expect(read("language", "language", [["language", "not_asked"]])).toEqual({ noAnswer: "not_asked" });
  });

  it("takes several nationalities, each once", () => {
    const ticked: [string, string][] = [
      ["nationalities", "ID"],
      ["nationalities", "another"],
      ["nationalities.more", "UG"],
      ["nationalities.more", "UG"],
    ];
    expect(read("nationalities", "country", ticked)).toEqual({ countries: ["ID", "UG"] });
    const without: [string, string][] = [
      ["nationalities", "ID"],
      ["nationalities.more", "UG"],
    ];
    expect(read("nationalities", "country", without)).toEqual({ countries: ["ID"] });
    expect(read("nationalities", "country", [["nationalities", "declined"]])).toEqual({
      noAnswer: "declined",
    });
  });

  it("keeps half a date, and forgets contacts of somebody who wants none", () => {
    expect(read("age", "age", [["age.birthDate.day", "3"]])).toEqual({ birthDate: { day: "3" } });
    const told: [string, string][] = [
      ["contact.method", "phone"],
      ["contact.value", "012"],
    ];
    expect(read("contact", "contact", [["mayContact", "yes"], ...told])).toEqual({
      method: "phone",
      value: "012",
    });
    expect(read("contact", "contact", [["mayContact", "no"], ...told])).toBeUndefined();
  });

  it("never mixes how somebody got out with who was there", () => {
    const details = { exit: { officialPresence: "present_watched", date: { year: "2026" } } };
    expect(read("exit", "exitMode", [["exit", "individual_escape"]], details)).toEqual({
      mode: "individual_escape",
      officialPresence: "present_watched",
      date: { year: "2026" },
    });
    const mode = { exit: { noAnswer: "declined" } };
    expect(read("exit", "exitDetails", [["exit.officialPresence", "not_seen"]], mode)).toEqual({
      noAnswer: "declined",
      officialPresence: "not_seen",
    });
    expect(read("exit", "exitMode", [["exit", "unknown"]], { exit: { mode: "police_raid" } })).toEqual({
      noAnswer: "unknown",
    });
  });
});
