import { z } from "zod";
import type { JobDefinition } from "@/lib/core/jobs";

/** Each morning: legal holds that are to be looked at again become tasks. */
export const holdReview = {
  name: "hold.review",
  payload: z.strictObject({}),
  schedule: "15 6 * * *",
} satisfies JobDefinition;
