import { z } from "zod";
import { roles } from "@/lib/core/actor";
import { id, instantOut } from "@/lib/core/fields";
import { grantOut, heldFactors, membershipOut, userStatuses } from "@/lib/users/schema";

/** Of whom somebody reads notes for few eyes: of everybody whose file they see, of those in their own care, of nobody. */
export const noteReaches = ["all", "own", "none"] as const;
export type NoteReach = (typeof noteReaches)[number];

/** What somebody can see and do, from the rules that the program itself asks. No case content. */
export const reach = z.strictObject({
  userId: id,
  name: z.string(),
  role: z.enum(roles),
  status: z.enum(userStatuses),
  /** False when nothing at all opens: the account is closed, over or not joined yet. */
  open: z.boolean(),
  memberships: z.array(membershipOut),
  grants: z.array(grantOut),
  endsAt: instantOut.nullable(),
  permissions: z.array(z.string()),
  /** How many people's files they can open now. */
  files: z.int(),
  /** Classes of what they can read there: everyday facts, names and contacts, notes, notes for few eyes. */
  classes: z.strictObject({
    facts: z.boolean(),
    names: z.boolean(),
    notes: z.boolean(),
    health: z.enum(noteReaches),
    legal: z.enum(noteReaches),
  }),
  figures: z.boolean(),
  audit: z.boolean(),
  factors: heldFactors,
});
export type Reach = z.output<typeof reach>;
