import { type Caller, callerAt, done } from "./caller";
import { type Mark, newCanary } from "./canary";

export type People = Record<"caseworker" | "colleague" | "coordinator" | "administrator", Caller>;
export type Ids = Record<
  | "caseId"
  | "personId"
  | "needId"
  | "partnerId"
  | "referralId"
  | "draftId"
  | "consentId"
  | "userId"
  | "code"
  /** A referral that is not sent yet, and the link of one that nobody has answered. */
  | "unsentId"
  | "link",
  string
>;

export const typing =
  (command: string) =>
  (field: string, mark: Mark = "person") =>
    newCanary(mark, `${command} ${field}`);

/** Does everything that is done with free text, each field with a canary of its own, and is accepted. */
export async function actEverything(people: People, origin: string): Promise<Ids> {
  const { caseworker: dara } = people;
  const { caseId, personId, code } = await register(dara);
  await update(dara, caseId);
  for (const privacy of ["case", "health", "legal"])
    await done(dara, "note.add", {
      ...{ caseId, kind: "talk", language: "en", privacy },
      body: `She said ${typing("note.add")("body")} and slept.`,
    });
  const shared = await share(people, caseId, origin);
  const { draftId } = await done<{ draftId: string }>(dara, "draft.save", {
    level: "l1",
    step: "name",
    answers: draftAnswers(),
  });
  await keep(people, caseId);
  await visit(people, code);
  await manageHouse(people);
  return { caseId, personId, draftId, code, userId: await somebody(people), ...shared };
}

async function register(dara: Caller) {
  const t = typing("case.register");
  return done<{ caseId: string; personId: string; code: string }>(dara, "case.register", {
    level: "l1",
    names: [
      { type: "stated", full: `${t("names[].full")} Sok` },
      { type: "nickname", full: t("names[].full", "khmer") },
    ],
    preferredName: t("preferredName"),
    contacts: [
      {
        method: "phone",
        value: `+86${t("contacts[].value", "phone")}`,
        rule: `Call ${t("contacts[].rule")} first`,
      },
      { method: "email", value: `${t("contacts[].value")}@example.org` },
      { method: "via_person", value: `Through ${t("contacts[].value")}` },
    ],
    documents: [{ type: "passport", country: "CN", number: t("documents[].number").toUpperCase() }],
    mayTell: t("mayTell"),
    mustNotTell: `${t("mustNotTell")}, ${t("mustNotTell", "khmer")}`,
    goal: t("goal"),
    exit: { mode: "police_raid", exitDate: "2026-03", note: t("exit.note") },
  });
}

async function update(dara: Caller, caseId: string) {
  const t = typing("case.update");
  await done(dara, "case.update", {
    ...{
      caseId,
      version: 1,
      preferredName: t("preferredName"),
      mayTell: t("mayTell"),
      mustNotTell: t("mustNotTell"),
    },
    addNames: [{ type: "passport", full: t("addNames[].full") }],
    addContacts: [{ method: "telegram", value: t("addContacts[].value"), rule: t("addContacts[].rule") }],
    addDocuments: [{ type: "national_id", country: "CN", number: t("addDocuments[].number") }],
    goal: `${t("goal")} at House 7, ${t("goal", "khmer")}`,
    exit: { mode: "individual_escape", note: t("exit.note") },
  });
}

async function share({ caseworker: dara, coordinator }: People, caseId: string, origin: string) {
  const partner = typing("partner.add");
  const services = [{ needCode: "N02", costUsd: 0 }];
  const { id: partnerId } = await done<{ id: string }>(coordinator, "partner.add", {
    ...{
      name: partner("name", "house"),
      phone: partner("phone", "house"),
      type: "ngo_shelter",
      verified: true,
      services,
    },
  });
  const needs = ["N02", "N16", "N05"].map((need) => ({
    code: need,
    personAgrees: "yes",
    detail: typing("need.add")("needs[].detail"),
  }));
  const added = await done<{ needs: { id: string }[] }>(dara, "need.add", { caseId, needs });
  const [needId, metNeed, otherNeed] = added.needs.map(({ id }) => id) as [string, string, string];
  const howMet = typing("need.changeStatus")("howMet");
  await done(dara, "need.changeStatus", { needId: metNeed, version: 1, to: "met", howMet });
  const { id: consentId } = await done<{ id: string }>(dara, "consent.give", {
    ...{
      caseId,
      partnerId,
      elements,
      scope: "referral",
      answer: "given",
      language: "km",
      interpreter: false,
    },
    ...{ method: "written", capacity: "yes", purpose: typing("consent.give")("purpose") },
  });
  const first = { caseId, needId, partnerId };
  const { id: referralId, link: answered } = await refer(dara, first);
  const holder = callerAt(origin, { "x-partner-link": answered.split("/").at(-1)! });
  const respond = typing("referral.respond");
  await done(holder, "referral.respond", { answer: "info", message: respond("message") });
  await done(holder, "referral.respond", { answer: "accept", message: respond("message") });
  await done(holder, "referral.recordService", { on: new Date(Date.now() - 60_000).toISOString() });
  const text = typing("referral.giveFeedback")("text");
  await done(holder, "referral.giveFeedback", { outcome: "met", text });
  const other = { caseId, needId: otherNeed, partnerId };
  const { link } = await refer(dara, other);
  const { id: unsentId } = await draft(dara, other);
  return { needId: otherNeed, partnerId, referralId, consentId, unsentId, link };
}

const elements = ["case_code", "name", "needs_requested"];
type Whom = Record<"caseId" | "needId" | "partnerId", string>;

function draft(dara: Caller, whom: Whom) {
  const message = typing("referral.create")("message");
  return done<{ id: string; version: number }>(dara, "referral.create", { ...whom, elements, message });
}

async function refer(dara: Caller, whom: Whom) {
  const { id, version } = await draft(dara, whom);
  const { link } = await done<{ link: string }>(dara, "referral.send", { referralId: id, version });
  return { id, link };
}

function draftAnswers() {
  const t = typing("draft.save");
  return {
    name: { full: t("answers.name.full"), others: [t("answers.name.others[]", "khmer")] },
    contact: {
      method: "phone",
      value: `+86${t("answers.contact.value", "phone")}`,
      rule: t("answers.contact.rule"),
    },
    exit: { mode: "police_raid", note: t("answers.exit.note") },
    goal: { text: t("answers.goal.text") },
    mayTell: { text: t("answers.mayTell.text") },
    mustNotTell: { text: t("answers.mustNotTell.text") },
  };
}

/** What the person asks of their own record, and why it must be kept all the same. */
async function keep({ caseworker, coordinator }: People, caseId: string) {
  const wish = typing("request.receive")("wish");
  await done(caseworker, "request.receive", { caseId, kind: "correction", wish });
  const reviewAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const reason = typing("hold.place")("reason");
  await done(coordinator, "hold.place", { caseId, basis: "court_case", reason, reviewAt });
}

async function visit({ caseworker, colleague, coordinator }: People, code: string) {
  const reason = (command: string) => `${typing(command)("reason")} stands at the door`;
  const { accessId } = await done<{ accessId: string }>(colleague, "access.ask", {
    code,
    reason: reason("access.ask"),
  });
  await done(caseworker, "access.answer", { accessId, version: 1, answer: "refuse" });
  const glass = await done<{ accessId: string }>(colleague, "access.breakGlass", {
    code,
    reason: reason("access.breakGlass"),
  });
  await done(coordinator, "access.review", {
    accessId: glass.accessId,
    version: 1,
    outcome: "justified",
    note: typing("access.review")("note"),
  });
}

async function somebody({ administrator }: People): Promise<string> {
  const { result } = await administrator.ask("user.list", {});
  return (result.users as { id: string; role: string }[]).find(({ role }) => role === "caseworker")!.id;
}

async function manageHouse({ administrator, caseworker }: People) {
  const invite = typing("user.invite");
  const email = `${invite("email", "house")}@example.org`;
  const { result } = await administrator.ask("user.list", {});
  const [{ places }] = result.users as [{ places?: object[] }];
  await administrator.tell("user.invite", {
    displayName: invite("displayName", "house"),
    email,
    role: "coordinator",
    places,
    grants: [],
  });
  await caseworker.tell("token.create", {
    name: typing("token.create")("name", "house"),
    permissions: ["case.list"],
    days: 7,
  });
}
