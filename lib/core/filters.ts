import { z } from "zod";

/** A switch of a list, from a program (`true`) or an address (`?late=1`). */
export const flag = z.union([z.boolean(), z.stringbool()]);

/** One or several values of a filter: `?urgency=soon&urgency=planned` arrives as a list, `?urgency=soon` as a text. */
export function oneOrMore<Value extends z.ZodType>(value: Value) {
  return z.union([value.transform((one) => [one]), z.array(value).max(50)]);
}

/** How many rows a page of a list shows. */
export const pageSize = z.coerce.number().int().min(1).max(200).default(50);
