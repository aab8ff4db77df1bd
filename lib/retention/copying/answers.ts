import "server-only";
import { exitNotePlace, openPrivate } from "@/lib/cases/record";
import type { PrivateAnswers } from "@/lib/cases/schema";
import type { Ctx } from "@/lib/core/context";
import type { Coded, PersonCopy } from "@/lib/retention/copying/schema";
import { coded, ifKnown, maybeCoded, placeCoded, type WordList } from "@/lib/retention/copying/words";

type Answer = PersonCopy["answers"][number];

/** Where the answers of each question have their words. */
const lists = {
  canTalkSafely: "cases.yesNo",
  safeTonight: "cases.safeTonight",
  childPresent: "cases.yesNo",
  mayContact: "cases.mayContact",
  shelterNow: "cases.shelterNow",
  foodCash: "cases.foodCash",
  travelDocument: "cases.travelDocument",
  wishes: "cases.wishes",
  hurtNow: "cases.hurtNow",
  pregnancy: "cases.pregnancy",
  dangerFrom: "cases.dangerFrom",
  someoneWaiting: "cases.yesNoUnsure",
  fearOfReturn: "cases.yesNoUnsure",
  medicalRedFlags: "cases.medicalRedFlags",
} as const satisfies Record<string, WordList>;
type Listed = keyof typeof lists;

/** What the person answered, question by question, what is for few eyes too; what nobody asked is left out. */
export async function answersOf(ctx: Ctx, caseId: string): Promise<Answer[]> {
  const { goalSealed, province, ...open } = await ctx.db.caseFile.findFirstOrThrow({
    where: { organisationId: ctx.actor.organisationId, id: caseId },
    select: {
      ...{ canTalkSafely: true, safeTonight: true, childPresent: true, mayContact: true, shelterNow: true },
      ...{ foodCash: true, travelDocument: true, wishes: true, province: true, goalSealed: true },
    },
  });
  const place = { subject: caseId, table: "case_file", column: "goal_sealed", row: caseId };
  const goal = await ctx.vault.unseal(place, goalSealed);
  const hidden = await openPrivate(ctx, caseId);
  return [
    ...inCodes(open),
    ...(province ? [answer("province", [placeCoded(province)])] : []),
    ...inWords({ goal }),
    ...(hidden ? hiddenAnswers(hidden) : []),
  ];
}

function hiddenAnswers({ mayTell, mustNotTell, noAnswers = {}, ...codes }: PrivateAnswers): Answer[] {
  const unanswered = Object.entries(noAnswers).map(([question, why]) =>
    answer(question, [coded("core.noAnswer", why)]),
  );
  return [...inCodes(codes), ...inWords({ mayTell, mustNotTell }), ...unanswered];
}

function inCodes(codes: Partial<Record<Listed, string | readonly string[] | null>>): Answer[] {
  return Object.entries(codes).flatMap(([question, told]) =>
    told
      ? [
          answer(
            question,
            [told].flat().map((code) => coded(lists[question as Listed], code)),
          ),
        ]
      : [],
  );
}

function inWords(texts: Record<string, string | null | undefined>): Answer[] {
  return Object.entries(texts).flatMap(([question, text]) => (text ? [answer(question, [], text)] : []));
}

function answer(question: string, codes: Coded[], text: string | null = null): Answer {
  return { question: coded("retention.copying.question", question), codes, text };
}

/** The ways out that were recorded, with what was written about them. */
export async function exitsOf(ctx: Ctx, caseId: string): Promise<PersonCopy["exits"]> {
  const exits = await ctx.db.exitEvent.findMany({
    where: { organisationId: ctx.actor.organisationId, caseId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return Promise.all(
    exits.map(async ({ id, exitDate, province, noteSealed, createdAt, ...exit }) => ({
      mode: coded("cases.exitMode", exit.mode),
      officialPresence: maybeCoded("cases.officialPresence", exit.officialPresence),
      exitDate,
      province: ifKnown(province, placeCoded),
      source: coded("cases.exitSource", exit.source),
      confidence: coded("cases.confidence", exit.confidence),
      note: await ctx.vault.unseal(exitNotePlace(caseId, id), noteSealed),
      recordedAt: createdAt.toISOString(),
    })),
  );
}
