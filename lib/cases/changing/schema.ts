import { z } from "zod";
import { caseAnswers, exitIn, goal, privateAnswers } from "@/lib/cases/schema";
import { id, version } from "@/lib/core/fields";
import { contactsIn, documentsIn, namesIn, personTraits } from "@/lib/people/schema";

const ids = z.array(id).max(10).default([]);

/** `case.update`: only what is named changes. `level` moves a quick card on to a first talk. */
export const caseChange = z.strictObject({
  caseId: id,
  version,
  level: z.enum(["l1", "l2"]).optional(),
  draftId: id.optional(),
  addNames: namesIn.default([]),
  removeNameIds: ids,
  addContacts: contactsIn.default([]),
  removeContactIds: ids,
  addDocuments: documentsIn.default([]),
  removeDocumentIds: ids,
  ...personTraits,
  ...caseAnswers,
  ...privateAnswers,
  goal,
  exit: exitIn.optional(),
});
export type CaseChange = z.output<typeof caseChange>;
export type CaseChangeInput = z.input<typeof caseChange>;
