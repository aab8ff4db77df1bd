import { z } from "zod";
import { caseAnswers, exitIn, goal, privateAnswers } from "@/lib/cases/schema";
import { id, version } from "@/lib/core/fields";
import { contactsIn, documentsIn, namesIn, personTraits } from "@/lib/people/schema";

const { ageGroup, ageCertainty, sexGender, preferredLanguage, interpreterNeeded } = personTraits;

const ids = z.array(id).max(10).default([]);

/** `case.update`: only what is named changes. `level` moves a quick card on to a first talk. */
export const caseChange = z.strictObject({
  caseId: id,
  version,
  level: z.enum(["l1", "l2"]).optional(),
  draftId: id.optional(),
  /** The correction that the person asked for, which this answers; then also after help has ended. */
  answersRequestId: id.optional(),
  addNames: namesIn.default([]),
  removeNameIds: ids,
  addContacts: contactsIn.default([]),
  removeContactIds: ids,
  addDocuments: documentsIn.default([]),
  removeDocumentIds: ids,
  ...personTraits,
  // What was written down by mistake goes again: then nobody has come to the question.
  ageGroup: ageGroup.nullable(),
  ageCertainty: ageCertainty.nullable(),
  sexGender: sexGender.nullable(),
  preferredLanguage: preferredLanguage.nullable(),
  interpreterNeeded: interpreterNeeded.nullable(),
  ...caseAnswers,
  ...privateAnswers,
  goal,
  exit: exitIn.optional(),
});
export type CaseChange = z.output<typeof caseChange>;
export type CaseChangeInput = z.input<typeof caseChange>;
