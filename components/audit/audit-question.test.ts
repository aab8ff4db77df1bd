import { describe, expect, it } from "vitest";
import { auditHref, auditQuestion } from "./audit-question";

const userId = "01a2032b-6f85-79ac-8947-f197bf6416bc";

describe("a question to the trail", () => {
  it("is everything without a filter", () => {
    expect(auditQuestion({})).toEqual({ typed: {}, asked: {}, wrong: new Set() });
    expect(auditQuestion({ kind: "", other: "x" })).toEqual({ typed: {}, asked: {}, wrong: new Set() });
  });

  it("takes a code as people type it", () => {
    const { typed, asked, wrong } = auditQuestion({ caseCode: " k7q 4mx 2", kind: "view" });
    expect(typed.caseCode).toBe("k7q 4mx 2");
    expect(asked).toEqual({ caseCode: "K7Q-4MX-2", kind: "view" });
    expect(wrong.size).toBe(0);
  });

  it.each([
    [{ caseCode: "K7Q-4MX-3" }, "caseCode"],
    [{ caseCode: "hello" }, "caseCode"],
    [{ from: "22/11/2026" }, "from"],
    [{ to: "2026-02-30" }, "to"],
    [{ kind: "everything" }, "kind"],
    [{ actorId: "Dara" }, "actorId"],
    [{ after: "x~y" }, "after"],
  ])("knows what is wrong in %j", (params, field) => {
    expect([...auditQuestion(params).wrong]).toEqual([field]);
  });

  it("has an address", () => {
    expect(auditHref({})).toBe("/admin/audit");
    expect(auditHref({ actorId: userId, kind: "view", from: undefined })).toBe(
      `/admin/audit?actorId=${userId}&kind=view`,
    );
  });
});
