import { z } from "zod";

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0085\u2028\u2029]/u;

/** Text as people type it: NFC, trimmed, no control characters, at most `max` characters. */
export function text(max: number) {
  return z
    .string()
    .transform((typed) => typed.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .max(max, "core.error.tooLong")
        .refine((typed) => !control.test(typed), "core.error.controlCharacter"),
    );
}

/** What of a text shows on a screen, spaces included: fillers and joiners look like nothing at all. */
export function visible(typed: string): string {
  return typed.replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, "").trim();
}

/** Text that must say something. */
export function requiredText(max: number) {
  return text(max).pipe(
    z
      .string()
      .min(1, "core.error.missing")
      .refine((typed) => visible(typed) !== "", "core.error.missing"),
  );
}

export const id = z.uuid("core.error.wrongKind");

/** The version that the writer saw; the write is refused when the record has moved on. */
export const version = z.coerce.number().int().min(1).max(2_147_483_647);

/** ISO 3166-2:KH, `KH-1` to `KH-25`. */
export const province = z.string().regex(/^KH-([1-9]|1\d|2[0-5])$/, "core.error.notInList");

/** BCP 47 language tag such as `km` or `zh-Hans`. */
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, "core.error.notInList");

/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/, "core.error.notInList");

/** A point in time from a program or a form, ISO 8601 with zone; in UTC of the years 1 to 9999, which can be read back. */
export const instant = z.iso
  .datetime({ offset: true, error: "core.error.wrongKind" })
  .transform((iso) => new Date(iso))
  .refine((date) => date.getUTCFullYear() > 0 && date.getUTCFullYear() < 10_000, "core.error.wrongKind");

/** A point in time as queries answer it. */
export const instantOut = z.iso.datetime();
