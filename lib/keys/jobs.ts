import { z } from "zod";
import type { JobDefinition } from "@/lib/core/jobs";

/** Every night: destroys keys that a rotation retired more than a week ago. */
export const keyForget = {
  name: "key.forget",
  payload: z.strictObject({}),
  schedule: "40 3 * * *",
} satisfies JobDefinition;
