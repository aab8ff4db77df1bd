import { z } from "zod";
import { id } from "@/lib/core/fields";

/** A place where the organisation works, with its teams. */
export const site = z.strictObject({
  id,
  name: z.string(),
  province: z.string(),
  teams: z.array(z.strictObject({ id, name: z.string() })),
});
export type Site = z.output<typeof site>;
