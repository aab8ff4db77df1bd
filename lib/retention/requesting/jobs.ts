import { z } from "zod";
import type { JobDefinition } from "@/lib/core/jobs";

/** Each morning: what people asked about their record and is due within a week becomes a task. */
export const requestDue = {
  name: "request.due",
  payload: z.strictObject({}),
  schedule: "10 6 * * *",
} satisfies JobDefinition;
