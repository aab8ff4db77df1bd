import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { TrailCheck } from "@/components/audit/trail-check";
import type { TrailState } from "@/lib/audit/sealing/schema";
import audit from "@/messages/en/audit.json";

function shown(state: TrailState): string {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ audit } as never} timeZone="Asia/Phnom_Penh">
      <TrailCheck state={state} />
    </NextIntlClientProvider>,
  );
  return html
    .replace(/<progress[^>]*max="(\d+)"[^>]*value="(\d+)"[^>]*>/g, "[$2 of $1]")
    .replace(/<[^>]+>/g, " ");
}

const at = "2026-11-22T07:02:03.000Z";
const check = { id: "x", askedAt: at, finishedAt: at, done: 10, total: 40, events: 12_345 };

describe("the seal in words", () => {
  it.each([
    [{ sealedAt: null, late: false, check: null }, "Nothing is sealed yet."],
    [{ sealedAt: at, late: false, check: null }, /Sealed up to .*14:02/],
    [{ sealedAt: at, late: true, check: null }, "The seal is behind."],
    [
      { sealedAt: at, late: false, check: { ...check, status: "good" } },
      "12,345 records checked, nothing was changed.",
    ],
    [
      { sealedAt: at, late: false, check: { ...check, status: "tampered" } },
      "not everything is as it was sealed",
    ],
    [{ sealedAt: at, late: false, check: { ...check, status: "asked" } }, "25% checked"],
    [{ sealedAt: at, late: false, check: { ...check, status: "asked", total: 0 } }, "waits for its turn"],
  ] as [TrailState, string | RegExp][])("%j", (state, words) => expect(shown(state)).toMatch(words));
});
