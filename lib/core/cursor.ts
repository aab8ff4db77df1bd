import { z } from "zod";

const separator = "~";

/** Where a list goes on after a page: the sort values of its last row. Callers only hand it back. */
export function cursorOf(...values: string[]): string {
  return values.join(separator);
}

/** A cursor as input of a query, back as its values: `cursor(instant, id)`. */
export function cursor<const Values extends readonly [z.ZodType, ...z.ZodType[]]>(...values: Values) {
  return z
    .string()
    .max(200)
    .transform((text) => text.split(separator))
    .pipe(z.tuple(values as unknown as [...Values]));
}
