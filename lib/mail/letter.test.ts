import { describe, expect, it } from "vitest";
import { letterOf } from "@/lib/mail/letter";
import { letterKinds } from "@/lib/mail/schema";

const link = "https://notes.example.org/invitation/abc?a=1&b=2";

describe.each(letterKinds)("a letter: %s", (kind) => {
  const { subject, text, html } = letterOf(kind, link);

  it("says what to do and nothing of what the work is about", () => {
    expect(subject).toMatch(/Notes/);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).toContain(link);
    expect(`${subject} ${text} ${html}`).not.toMatch(/traffick|scam|compound|victim|refugee|case|onward/i);
  });

  it("has the same link in its page, safe to show", () => {
    expect(html).toContain(`href="https://notes.example.org/invitation/abc?a=1&#38;b=2"`);
    expect(html).not.toMatch(/<(script|img|link|style)|src=|https?:\/\/(?!notes\.example\.org)/);
  });
});
