import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { sentenceOf } from "@/lib/audit/sentences";
import audit from "@/messages/en/audit.json";

const translate = createTranslator({
  locale: "en",
  messages: audit as Record<string, unknown>,
  onError: (error) => {
    throw error;
  },
}) as (key: string, values: object) => string;

const say = (act: Parameters<typeof sentenceOf>[0]) => {
  const { key, values } = sentenceOf(act);
  return translate(key, values);
};

const act = { kind: "write", outcome: "allowed", detail: {} } as const;

describe("the sentence of an act", () => {
  it.each([
    [{ ...act, action: "case.register", caseCode: "K7Q-4MX-2" }, "recorded a new person as K7Q-4MX-2"],
    [{ ...act, action: "case.register", caseCode: null }, "recorded a new person"],
    [
      {
        ...act,
        action: "user.deactivate",
        subject: "Vuthy",
        detail: { sessions: 2, openCases: 1, role: "caseworker" },
      },
      "closed the account of Vuthy and ended 2 sessions; one open file waits for somebody",
    ],
    [{ ...act, action: "session.revoke", detail: { ended: 0 } }, "ended no session; it was over already"],
    [{ ...act, kind: "denied", outcome: "denied", action: "user.list" }, "tried to list accounts"],
    [{ ...act, kind: "auth", outcome: "denied", action: "session.open" }, "tried to sign in"],
    [
      { ...act, kind: "view", action: "audit.list", detail: { question: "left", caseCode: "x" } },
      "read the record of who did what: what left the system",
    ],
    [{ ...act, action: "setup" }, "set up accounts from the server"],
  ] as const)("%j", (one, sentence) => {
    expect(say(one)).toBe(sentence);
  });

  it("uses only the words that it knows", () => {
    const { values } = sentenceOf({
      ...act,
      action: "need.add",
      detail: { type: "N07", count: 3, fields: ["a"], reason: null },
    });
    expect(values).toEqual({
      subject: "none",
      caseCode: "none",
      question: "none",
      count: 3,
      sessions: 0,
      openCases: 0,
      ended: 0,
    });
  });
});
