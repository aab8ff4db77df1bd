import { expect, it } from "vitest";
import { changeOf } from "./correction";

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) data.append(name, one);
  return data;
}

/** The form as it opens: lists that always have a choice. */
const untouched = { nameType: "stated", safeToContact: "not_asked", name: "", ageGroup: "" };

it("changes nothing when nothing was said", () => {
  expect(changeOf(form(untouched), new Map(), ["VN"])).toEqual({});
});

it("takes away what was marked as wrong, each in its list", () => {
  const wrong = new Map([
    ["1", "name"],
    ["2", "contact"],
    ["3", "document"],
    ["preferredName", "preferredName"],
    ["birthDate", "birthDate"],
  ] as const);
  expect(changeOf(form(untouched), wrong, [])).toEqual({
    removeNameIds: ["1"],
    removeContactIds: ["2"],
    removeDocumentIds: ["3"],
    preferredName: "",
    birthDate: { day: "", month: "", year: "" },
  });
});

it("adds what is right, and leaves out what was not filled in", () => {
  const filled = form({
    ...untouched,
    name: " Chenda ",
    method: "phone",
    value: "012 345 678",
    documentType: "passport",
    number: "N1",
    "birthDate.year": "1998",
    ageGroup: "25_34",
  });
  expect(changeOf(filled, new Map(), [])).toEqual({
    addNames: [{ type: "stated", full: "Chenda" }],
    addContacts: [{ method: "phone", value: "012 345 678", safeToContact: "not_asked" }],
    addDocuments: [{ type: "passport", number: "N1" }],
    birthDate: { day: "", month: "", year: "1998" },
    ageGroup: "25_34",
  });
});

it("sends half a contact or document on, so that the server names what is missing", () => {
  expect(changeOf(form({ ...untouched, value: "012" }), new Map(), []).addContacts).toEqual([
    { value: "012", safeToContact: "not_asked" },
  ]);
  expect(changeOf(form({ ...untouched, documentType: "passport" }), new Map(), []).addDocuments).toEqual([
    { type: "passport" },
  ]);
});

it("says all nationalities when one of them changes", () => {
  const changed = form({ ...untouched, wrongNationality: ["VN"], nationality: "KH" });
  expect(changeOf(changed, new Map(), ["VN", "CN"])).toEqual({ nationalities: ["CN", "KH"] });
});
