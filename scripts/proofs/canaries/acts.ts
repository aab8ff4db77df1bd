import { randomUUID } from "node:crypto";
import { commands, queries } from "@/lib/registry";
import { type Mark, newCanary, typedFields } from "./canary";
import { freeTextFields } from "./free-text";

type Answer = { ok: boolean; result: Record<string, unknown>; code?: string };

/** One person at the doors: what they send, and every answer as bytes. */
export type Caller = {
  tell: (command: string, input: object) => Promise<Answer>;
  ask: (query: string, input: Record<string, string>) => Promise<Answer>;
  answers: string[];
  /** The headers that say who they are. */
  who: Record<string, string>;
};

/** Somebody at the HTTP doors, with these headers: a cookie, or a partner's link. */
export function callerAt(origin: string, who: Record<string, string>): Caller {
  const answers: string[] = [];
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${origin}${path}`, {
      ...init,
      headers: { origin, "content-type": "application/json", ...who },
    });
    const text = await response.text();
    answers.push(`${JSON.stringify([...response.headers])}\n${text}`);
    return JSON.parse(text) as Answer;
  };
  return {
    answers,
    who,
    tell: (command, input) =>
      send(`/api/commands/${command}`, { method: "POST", body: JSON.stringify(input) }),
    ask: (query, input) => send(`/api/queries/${query}?${new URLSearchParams(input)}`),
  };
}

export type People = Record<"caseworker" | "colleague" | "coordinator" | "administrator", Caller>;
export type Ids = Record<
  "caseId" | "personId" | "needId" | "partnerId" | "referralId" | "draftId" | "link",
  string
>;

const typing =
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
  await visit(people, code);
  await manageHouse(people);
  return { caseId, personId, draftId, ...shared };
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
  const needs = ["N02", "N16"].map((need) => ({
    code: need,
    personAgrees: "yes",
    detail: typing("need.add")("needs[].detail"),
  }));
  const added = await done<{ needs: { id: string }[] }>(dara, "need.add", { caseId, needs });
  const [needId, otherNeed] = added.needs.map(({ id }) => id) as [string, string];
  await done(dara, "need.changeStatus", {
    needId: otherNeed,
    version: 1,
    to: "met",
    howMet: typing("need.changeStatus")("howMet"),
  });
  const elements = ["case_code", "name", "needs_requested"];
  await done(dara, "consent.give", {
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
  const message = typing("referral.create")("message");
  const draft = await done<{ id: string; version: number }>(dara, "referral.create", {
    caseId,
    needId,
    partnerId,
    elements,
    message,
  });
  const sent = await done<{ link: string }>(dara, "referral.send", {
    referralId: draft.id,
    version: draft.version,
  });
  const holder = callerAt(origin, { "x-partner-link": sent.link.split("/").at(-1)! });
  await done(holder, "referral.respond", { answer: "info", message: typing("referral.respond")("message") });
  await done(holder, "referral.respond", {
    answer: "accept",
    message: typing("referral.respond")("message"),
  });
  await holder.tell("referral.giveFeedback", {
    outcome: "met",
    text: typing("referral.giveFeedback")("text"),
  });
  return { needId, partnerId, referralId: draft.id, link: sent.link };
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

/** The command must be done: a canary that was refused shows nothing about what is kept. */
async function done<Result>(who: Caller, command: string, input: object): Promise<Result> {
  const answer = await who.tell(command, input);
  if (!answer.ok) throw new Error(`${command} was answered ${JSON.stringify(answer)}`);
  return answer.result as Result;
}

/** Searches for what was registered and for what nobody has, as somebody types it. */
export async function searchEverywhere(people: People, words: readonly string[]): Promise<void> {
  const search = typing("person.search");
  const look = typing("person.duplicates");
  for (const who of Object.values(people)) {
    for (const q of [...words, search("q"), search("q", "khmer"), `+86${search("q", "phone")}`])
      await who.ask("person.search", { q });
    await who.ask("person.duplicates", {
      name: look("name"),
      contact: `+86${look("contact", "phone")}`,
      document: look("document"),
    });
    await who.ask("person.duplicates", {
      name: look("name[]"),
      contact: look("contact[]"),
      document: look("document[]"),
    });
  }
}

/** What is the house's own business wherever it is typed. */
const ofTheHouse = /^(partner|user|token|passkey)\.|^audit\.list |\bafter$/;
const secret = /^(me\.changePassword|totp\.confirm|passkey\.add response)/;

/** Types into every field of every command and query that nobody has typed into yet; most of it is refused, which is to tell nothing either. */
export async function typeIntoTheRest(people: People): Promise<number> {
  const before = new Set(typedFields());
  let typed = 0;
  const rest = (name: string, input: Parameters<typeof freeTextFields>[0]) =>
    freeTextFields(input).filter((field) => !before.has(`${name} ${field}`));
  for (const who of [people.caseworker, people.administrator]) {
    for (const [name, { input }] of commands)
      for (const field of rest(name, input)) {
        typed++;
        await who.tell(name, holding(field, newCanary(markFor(name, field), `${name} ${field}`)) as object);
      }
    for (const [name, { input }] of queries)
      for (const field of rest(name, input)) {
        typed++;
        const search = new URLSearchParams({
          [field.replace("[]", "")]: newCanary(markFor(name, field), `${name} ${field}`),
        });
        await who.ask(name, Object.fromEntries(search));
      }
  }
  return typed;
}

function markFor(name: string, field: string): Mark {
  const place = `${name} ${field}`;
  return secret.test(place) ? "secret" : ofTheHouse.test(place) ? "house" : "person";
}

/** Every field of every command and query into which anything can be typed. */
export function allFreeText(): string[] {
  return [...commands, ...queries].flatMap(([name, { input }]) =>
    freeTextFields(input).map((field) => `${name} ${field}`),
  );
}

/** An input that holds the value at this path and nothing else. */
function holding(path: string, value: string): unknown {
  const [first, ...others] = path.split(".");
  const inner = others.length > 0 ? holding(others.join("."), value) : value;
  if (first === "") return inner;
  if (first!.endsWith("[]")) return { [first!.slice(0, -2)]: [inner] };
  return { [first === "*" ? randomUUID() : first!]: inner };
}
