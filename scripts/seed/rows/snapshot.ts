import type { ShareElement } from "@/lib/consents/schema";
import { isNoAnswer } from "@/lib/core/no-answer";
import type { Fact, SharedElement } from "@/lib/referrals/facts";
import type { EpisodeStory } from "../stories/episode";
import type { PersonStory } from "../stories/person";
import type { ReferralStory } from "../stories/referrals";

type Told = [Fact, string | null | undefined][];

/** What was shared with a partner at the time of sending, element by element. */
export function snapshotOf(
  person: PersonStory,
  episode: EpisodeStory,
  code: string,
  { elements, need }: ReferralStory,
): SharedElement[] {
  const contact = person.contacts.find(({ safeToContact }) => safeToContact !== "monitored_do_not_use");
  const document = person.documents.find(({ type }) => type === "passport" || type === "laissez_passer");
  const told: Partial<Record<ShareElement, Told>> = {
    case_code: [["case_code", code]],
    name: [
      ["name_in_passport", person.names.find(({ type }) => type === "passport")?.full],
      ["name_stated", person.names.find(({ type }) => type === "stated")?.full],
    ],
    nationality: (person.nationalities ?? []).map((country) => ["nationality", country]),
    sex_age_group: [
      ["sex_gender", person.sexGender],
      ["age_group", person.ageGroup],
    ],
    date_of_birth: [["birth_date", person.birthDate]],
    contact: [
      ["contact_method", contact?.method],
      ["contact_value", contact?.value],
      ["safe_to_contact", contact?.safeToContact],
      ["contact_rule", contact?.rule],
    ],
    present_area: [["area", episode.answers.province]],
    passport: [
      ["document_type", document?.type],
      ["document_country", document?.country],
      ["document_number", document?.number],
    ],
    needs_requested: [
      ["need", need.label],
      ["language", person.preferredLanguage],
      ["interpreter_needed", person.interpreterNeeded],
    ],
    health_summary: [
      ["hurt_now", episode.privateAnswers.hurtNow],
      ["pregnancy", episode.privateAnswers.pregnancy],
    ],
    exit_summary: [
      ["exit_mode", episode.exit?.mode],
      ["exit_date", episode.exit?.exitDate],
      ["exit_province", episode.exit?.province],
    ],
  };
  return elements.map((element) => ({
    element,
    facts: (told[element] ?? []).flatMap(([fact, value]) =>
      value && !isNoAnswer(value) ? [{ fact, value }] : [],
    ),
  }));
}
