import type { Staff } from "@/lib/core/actor";
import { isPermitted, type Permission, permissions } from "@/lib/core/permissions";
import type { NoteReach, Reach } from "@/lib/users/seeing/schema";

/** What a member of staff may do and read, by the permission table that every request is held to. */
export function reachOf(staff: Staff): Pick<Reach, "permissions" | "classes" | "figures" | "audit"> {
  const may = (name: Permission) => isPermitted(staff, name);
  return {
    permissions: (Object.keys(permissions) as Permission[]).filter(may),
    classes: {
      facts: may("case.get"),
      names: may("person.reveal"),
      notes: may("note.list"),
      health: noteReach(staff, "health_notes"),
      legal: noteReach(staff, "legal_notes"),
    },
    figures: may("figures.summary"),
    audit: may("audit.list"),
  };
}

/** Notes for few eyes are read by who wrote them, by who has the person in their care, and by who was granted them. */
function noteReach(staff: Staff, grant: "health_notes" | "legal_notes"): NoteReach {
  if (!isPermitted(staff, "note.reveal")) return "none";
  return staff.grants.includes(grant) ? "all" : "own";
}
