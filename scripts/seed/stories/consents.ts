import { scopesFor } from "@/lib/consents/policy";
import type { ConsentAnswer, ConsentScope, ShareElement } from "@/lib/consents/schema";
import { shareMatrix } from "@/lib/consents/share-matrix";
import type { Random } from "@/lib/testing/random";
import type { Clock } from "./clock";
import { phrases } from "./words";
import type { Partner } from "./world";

export type ConsentStory = {
  scope: ConsentScope;
  answer: ConsentAnswer;
  partnerId: string | null;
  elements: ShareElement[];
  purpose: string | null;
  language: string;
  interpreter: boolean;
  method: "written" | "oral_witnessed" | "thumbprint" | "digital";
  givenAt: Date;
  expiresAt: Date;
  withdrawnAt: Date | null;
  withdrawnHow: "in_person" | "by_phone" | null;
};

type Asked = { givenAt: Date; language: string; answer?: ConsentAnswer; withdrawnAt?: Date };
const day = 86_400_000;

/** What a person said about our keeping their case. */
export function drawCaseConsent(random: Random, asked: Asked): ConsentStory {
  return {
    ...answerOf(random, asked, 365),
    scope: "case_management",
    partnerId: null,
    elements: [],
    purpose: null,
  };
}

/** What a person said about sharing with one partner: what such a partner is offered, no more. */
export function drawPartnerConsent(random: Random, partner: Partner, asked: Asked): ConsentStory {
  const consent = answerOf(random, asked, 90);
  return {
    ...consent,
    scope: scopesFor(partner.type).at(-1)!,
    partnerId: partner.id,
    elements: consent.answer === "given" ? [...shareMatrix[partner.type].offered] : [],
    purpose: random.chance(0.5) ? random.pick(phrases.purposes) : null,
  };
}

/** A consent whose time is over or that was taken back; null when it would be neither by now. */
export function drawEndedConsent(
  random: Random,
  clock: Clock,
  partner: Partner,
  openedAt: Date,
  language: string,
): ConsentStory | null {
  const consent = drawPartnerConsent(random, partner, { givenAt: clock.after(openedAt, 24), language });
  if (consent.answer === "refused") return consent;
  if (random.chance(0.5))
    return {
      ...consent,
      withdrawnAt: clock.after(consent.givenAt, 24 * random.between(1, 30)),
      withdrawnHow: "by_phone",
    };
  return consent.expiresAt < clock.now ? consent : null;
}

function answerOf(random: Random, { givenAt, language, answer, withdrawnAt }: Asked, days: number) {
  return {
    answer: answer ?? (random.chance(0.07) ? "refused" : "given"),
    language,
    interpreter: random.chance(0.5),
    method: random.weighted<ConsentStory["method"]>({
      oral_witnessed: 5,
      written: 4,
      thumbprint: 1,
      digital: 1,
    }),
    givenAt,
    expiresAt: new Date(givenAt.getTime() + days * day),
    withdrawnAt: withdrawnAt ?? null,
    withdrawnHow: withdrawnAt ? random.pick(["in_person", "by_phone"] as const) : null,
  } as const;
}
