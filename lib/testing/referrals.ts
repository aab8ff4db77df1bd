import { giveConsent } from "@/lib/consents/commands";
import type { ShareElement } from "@/lib/consents/schema";
import type { PartnerHolder, Staff } from "@/lib/core/actor";
import { partnerOfToken } from "@/lib/core/sessions";
import { addNeeds } from "@/lib/needs/commands";
import { createReferral, sendReferral } from "@/lib/referrals/commands";
import { makeCase, type TestCase } from "@/lib/testing/cases";
import { makePartner, type TestPartner } from "@/lib/testing/partners";
import { testOrigin } from "@/lib/testing/staff";

export type TestReferral = {
  id: string;
  version: number;
  file: TestCase;
  needId: string;
  partner: TestPartner;
  consentId: string;
  link: string;
  /** Whoever holds the link. */
  holder: PartnerHolder;
};

type Wish = {
  file?: TestCase;
  partner?: TestPartner;
  elements?: ShareElement[];
  message?: string;
  code?: string;
};

/** A need on a case, wanted by the person. */
export async function makeNeed(staff: Staff, caseId: string, code = "N02"): Promise<string> {
  const needs = [{ code, personAgrees: "yes" }];
  const added = await addNeeds.execute(staff, { caseId, needs }, testOrigin);
  return added.needs[0]!.id;
}

/** A live consent to share these elements with this partner. */
export async function makeConsent(
  staff: Staff,
  caseId: string,
  partnerId: string,
  elements: ShareElement[],
  over: object = {},
): Promise<string> {
  const answer = {
    caseId,
    partnerId,
    elements,
    scope: "referral",
    answer: "given",
    method: "written",
    capacity: "yes",
  };
  const given = await giveConsent.execute(
    staff,
    { ...answer, language: "id", interpreter: false, ...over },
    testOrigin,
  );
  return given.id;
}

/** A referral that went the whole way to being sent: case, need, partner, consent, link. */
export async function makeSentReferral(
  ownerUrl: string,
  staff: Staff,
  { elements = ["case_code", "needs_requested"], message = "one night is enough", code, ...wish }: Wish = {},
): Promise<TestReferral> {
  const file = wish.file ?? (await makeCase(ownerUrl, staff));
  const partner = wish.partner ?? (await makePartner(ownerUrl, staff.organisationId));
  const needId = await makeNeed(staff, file.id, code);
  const consentId = await makeConsent(staff, file.id, partner.id, elements);
  const asked = { caseId: file.id, needId, partnerId: partner.id, elements, message };
  const draft = await createReferral.execute(staff, asked, testOrigin);
  const sent = await sendReferral.execute(
    staff,
    { referralId: draft.id, version: draft.version },
    testOrigin,
  );
  const target = await partnerOfToken(sent.link.split("/").at(-1)!);
  if (!target?.live) throw new Error("the link does not open");
  return {
    id: draft.id,
    version: sent.version,
    file,
    needId,
    partner,
    consentId,
    link: sent.link,
    holder: target.actor,
  };
}
