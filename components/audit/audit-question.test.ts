import { describe, expect, it } from "vitest";
import { auditHref, auditQuestion } from "./audit-question";

const userId = "01a2032b-6f85-79ac-8947-f197bf6416bc";

describe("a question to the trail", () => {
  it("is everything without a filter", () => {
    const nothing = { typed: {}, asked: {}, wrong: new Set(), missing: null };
    expect(auditQuestion({})).toMatchObject(nothing);
    expect(auditQuestion({ kind: "", other: "x", question: "why" })).toMatchObject(nothing);
  });

  it("takes a code as people type it", () => {
    const { typed, asked, wrong } = auditQuestion({ caseCode: " k7q 4mx 2", kind: "view" });
    expect(typed.caseCode).toBe("k7q 4mx 2");
    expect(asked).toEqual({ caseCode: "K7Q-4MX-2", kind: "view" });
    expect(wrong.size).toBe(0);
  });

  it("has only the fields that it needs", () => {
    const { asked, fields, missing } = auditQuestion({
      ...{ question: "colleague", actorId: userId, day: "2026-11-12" },
      ...{ kind: "view", caseCode: "hello", from: "nonsense" },
    });
    expect(asked).toEqual({ question: "colleague", actorId: userId, day: "2026-11-12" });
    expect(fields).toEqual(["actorId", "day"]);
    expect(missing).toBeNull();
  });

  it.each([
    ["case", "caseCode"],
    ["colleague", "actorId"],
  ])("about a %s waits until it is said which", (question, field) => {
    const { missing, wrong } = auditQuestion({ question });
    expect([missing, wrong.size]).toEqual([field, 0]);
  });

  it.each([
    [{ caseCode: "K7Q-4MX-3" }, "caseCode"],
    [{ caseCode: "hello", question: "case" }, "caseCode"],
    [{ from: "22/11/2026" }, "from"],
    [{ to: "2026-02-30" }, "to"],
    [{ kind: "everything" }, "kind"],
    [{ actorId: "Dara" }, "actorId"],
    [{ actorId: userId, day: "today", question: "colleague" }, "day"],
    [{ after: "x~y" }, "after"],
  ])("knows what is wrong in %j", (params, field) => {
    expect([...auditQuestion(params).wrong]).toEqual([field]);
  });

  it("has an address", () => {
    expect(auditHref({})).toBe("/admin/audit");
    expect(auditHref({ actorId: userId, kind: "view", from: undefined })).toBe(
      `/admin/audit?actorId=${userId}&kind=view`,
    );
    expect(auditHref({ question: "left" }, "/admin/audit/file")).toBe("/admin/audit/file?question=left");
  });
});
