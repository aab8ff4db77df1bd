import { z } from "zod";
import type { JobDefinition } from "@/lib/core/jobs";

/** Every ten minutes: accesses that are over are written down as ended. They open nothing since the moment they were over. */
export const accessClose = {
  name: "access.close",
  payload: z.strictObject({}),
  schedule: "*/10 * * * *",
} satisfies JobDefinition;
