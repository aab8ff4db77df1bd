import type { checkedFile, ExportFault } from "@/lib/audit/exporting/signature";
import type { ProofFault } from "@/lib/audit/sealing/proof";
import type { Finding } from "@/lib/audit/sealing/schema";
import type { Report } from "@/lib/audit/sealing/verify";

const number = (count: number) => count.toLocaleString("en");
const counted = (count: number, noun: string) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

/** What a check found, one sentence a line. */
export function sentencesOf(report: Report): string[] {
  const { checkpoints, events, sealedAt, unsealed, findings, found, elsewhere, late } = report;
  const first = sealedAt
    ? `Sealed up to ${sealedAt}: ${counted(events, "event")} in ${counted(checkpoints, "checkpoint")} checked, ${found === 0 ? "nothing was changed" : "and not everything is as it was sealed"}.`
    : "Nothing is sealed yet.";
  return [
    first,
    ...findings.map(sentenceOf),
    ...(found > findings.length
      ? [`${number(found)} things were found in all; the first are named above.`]
      : []),
    ...(found > 0
      ? [
          "Change nothing, keep the database, the second place and all backups, and follow docs/how-to/check-the-trail.md.",
        ]
      : []),
    ...(unsealed.count > 0
      ? [`Not sealed yet: ${counted(unsealed.count, "event")}, the oldest of ${unsealed.oldest}.`]
      : []),
    ...(late ? ['The seal is behind: see that the worker runs, and look into its log for "seal".'] : []),
    elsewhere === null
      ? "No second place was compared, so a cut-off end would not show: name one with --anchor FILE."
      : `The second place goes up to checkpoint ${number(elsewhere)}.`,
  ];
}

function sentenceOf({ kind, checkpoint, to, eventId }: Finding): string {
  const at = checkpoint === null ? "outside every checkpoint" : `in checkpoint ${checkpoint}`;
  const several =
    checkpoint === to ? `Checkpoint ${checkpoint} is` : `Checkpoints ${checkpoint} to ${to} are`;
  switch (kind) {
    case "modified":
      return `Event ${eventId} ${at} was changed.`;
    case "missing":
      return `Event ${eventId} ${at} is missing.`;
    case "extra":
      return `Event ${eventId} ${at} was not there when it was sealed.`;
    case "moved":
      return `Event ${eventId} was moved from checkpoint ${checkpoint} to ${to === undefined ? "outside every checkpoint" : `checkpoint ${to}`}.`;
    case "batch":
      return `The events ${at} are not those that were sealed; which of them cannot be said.`;
    case "chain":
      return `Checkpoint ${checkpoint} does not follow the one before it: one of the two was changed or swapped.`;
    case "gap":
      return `${several} missing. If an older backup was restored just then, say --restored ${(to ?? 0) + 1}.`;
    case "window":
      return `Checkpoint ${checkpoint} does not begin where the one before it ends.`;
    case "signature":
      return `Checkpoint ${checkpoint} is not signed by the key that it names.`;
    case "key":
      return `Checkpoint ${checkpoint} is signed with a key that is not to be believed.`;
    case "elsewhere":
      return `Checkpoint ${checkpoint} is not the one in the second place.`;
    case "truncated":
      return `${several} in the second place and not in the database: the end was cut off, or an older backup was restored.`;
  }
}

/** What is wrong with a proof, in a sentence. */
export const faultSentences: Record<ProofFault, string> = {
  malformed: "This is not a proof of npm run audit:prove.",
  event: "The event is not the one that was sealed: a value of it was changed.",
  path: "The event does not belong to this checkpoint.",
  signature: "The checkpoint is not signed by the key that it names.",
  key: "The checkpoint is signed with a key that is not to be believed.",
};

const exportFaults: Record<ExportFault, string> = {
  malformed:
    "This is no file of the record, or its last row is gone: take it as it was fetched, not as a spreadsheet saved it again.",
  content:
    "The file was changed after it was signed. A spreadsheet that saves it again is enough: take it as it was fetched.",
  signature: "The signature is not of the key that the file names.",
  key: "The file is signed with a key that is not to be believed.",
};

/** What the check of a file of `audit.export` found. */
export function exportSentence(checked: ReturnType<typeof checkedFile>, vouched: boolean): string {
  if (checked.fault) return exportFaults[checked.fault];
  const { rows, asOf, organisationId } = checked.facts;
  if (!vouched)
    return `The file is unchanged since the key ${checked.keyId} signed it, but nobody here says whose key that is: name the file audit-signing.pub of the installation with --keys.`;
  return `The file is as it was signed: ${counted(rows, "row")} as of ${asOf}, of organisation ${organisationId}.`;
}
