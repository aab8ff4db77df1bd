import { z } from "zod";
import type { JobDefinition } from "@/lib/core/jobs";

/** Every five minutes: unusual reading becomes an alert. */
export const watchScan = {
  name: "watch.scan",
  payload: z.strictObject({}),
  schedule: "*/5 * * * *",
} satisfies JobDefinition;
