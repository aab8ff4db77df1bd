import type { z } from "zod";
import { registerCase } from "@/lib/cases/registering/commands";
import * as cases from "@/lib/cases/schema";
import type { RegistrationInput } from "@/lib/cases/schema";
import type { Staff } from "@/lib/core/actor";
import { isNoAnswer } from "@/lib/core/no-answer";
import type { Random } from "@/lib/testing/random";
import { testOrigin } from "@/lib/testing/staff";

type Origin = {
  country: string;
  language: string;
  others: readonly string[];
  dial: string;
  names: readonly (readonly string[])[];
};

/** Where made-up people come from. Each name is one person's, in one or two scripts; none is anybody's in particular. */
const origins: readonly Origin[] = [
  {
    country: "ID",
    language: "id",
    others: ["jv", "en"],
    dial: "+62812",
    names: [["Sri Wahyuni"], ["Bagus Prasetyo"], ["Muhammad Rizki"], ["Ni Luh Ayu"], ["Sukarman"]],
  },
  {
    country: "CN",
    language: "zh-Hans",
    others: ["yue"],
    dial: "+86139",
    names: [
      ["张伟强", "Zhang Weiqiang"],
      ["陳家明", "Chan Ka Ming"],
      ["李秀英"],
      ["王小红", "Wang Xiaohong"],
    ],
  },
  {
    country: "VN",
    language: "vi",
    others: [],
    dial: "+8490",
    names: [["Nguyễn Thị Hoa"], ["Trần Văn An"], ["Lê Minh Đức"], ["Phạm Thuỳ Linh"]],
  },
  {
    country: "MM",
    language: "my",
    others: ["shn"],
    dial: "+959",
    names: [["အောင်မျိုးထက်", "Aung Myo Htet"], ["ခင်ဇာလင်း", "Khin Zar Lin"], ["Saw Eh Moo"]],
  },
  {
    country: "KH",
    language: "km",
    others: ["en"],
    dial: "+85512",
    names: [["សុខ សុភាព", "Sok Sopheap"], ["ស្រី ពៅ", "Srey Pov"], ["ចាន់ ដារា"]],
  },
  {
    country: "TH",
    language: "th",
    others: [],
    dial: "+6681",
    names: [["สมชาย ใจดี", "Somchai Jaidee"], ["Malee Suksawat"]],
  },
  {
    country: "BD",
    language: "bn",
    others: ["en"],
    dial: "+88017",
    names: [["মোহাম্মদ রফিক", "Md. Rafiq"], ["Fatema Begum"]],
  },
  {
    country: "PK",
    language: "ur",
    others: ["en"],
    dial: "+92300",
    names: [["محمد عمران", "Muhammad Imran"], ["Ayesha Bibi"]],
  },
  {
    country: "ET",
    language: "am",
    others: ["en"],
    dial: "+25191",
    names: [["ሰላም ተስፋዬ", "Selam Tesfaye"], ["Dawit Gebremariam"]],
  },
  {
    country: "UG",
    language: "en",
    others: ["lg", "sw"],
    dial: "+25677",
    names: [["Nakato Grace"], ["Okello Daniel"], ["Achieng Mercy"]],
  },
  {
    country: "PH",
    language: "fil",
    others: ["en"],
    dial: "+63917",
    names: [["Ma. Teresa dela Cruz"], ["Jun Reyes"]],
  },
  {
    country: "IN",
    language: "hi",
    others: ["en"],
    dial: "+9198",
    names: [["सुनीता देवी", "Sunita Devi"], ["R. Karthik"]],
  },
];

const aliases = ["Bee", "Lotus", "Number 12", "Aunty", "Mango", "小白", "ណា"];

/**
 * A lifelike registration of somebody who does not exist: names in one or two scripts or only an alias, a contact with its
 * rule, answers and no-answers in believable shares. The same stream of draws makes the same person.
 */
export function makeRegistration(random: Random, over: RegistrationInput = {}): RegistrationInput {
  const origin = random.pick(origins);
  const level = random.chance(0.4) ? "l0" : "l1";
  return {
    level,
    ...identityFrom(random.fork("identity"), origin),
    ...traitsFrom(random.fork("traits"), origin),
    ...quickAnswers(random.fork("quick")),
    ...(level === "l1" && talkAnswers(random.fork("talk"))),
    ...over,
  };
}

/** Registers somebody through the real command, as a member of staff; gives its result. */
export function registerSomebody(
  actor: Staff,
  input: RegistrationInput = {},
): Promise<z.output<typeof cases.registered>> {
  return registerCase.execute(actor, input, testOrigin);
}

function identityFrom(random: Random, { names, country, dial }: Origin): RegistrationInput {
  if (random.chance(0.12)) return { preferredName: random.pick(aliases) };
  const full = random.pick(names);
  const digits = Array.from({ length: 7 }, () => random.between(0, 9)).join("");
  const rule = random.pick([
    undefined,
    "After 18:00, send a text first",
    "Say that you are calling about the parcel",
  ]);
  return {
    names: full.map((name, index) => ({ full: name, type: index === 0 ? "stated" : "passport" })),
    ...(random.chance(0.7) && {
      contacts: [
        {
          method: random.pick(["phone", "whatsapp", "telegram", "wechat"] as const),
          value: `${dial}${digits}`,
          safeToContact: random.weighted({
            yes: 5,
            only_text: 3,
            only_times: 2,
            no_voice: 1,
            monitored_do_not_use: 1,
          }),
          ...(rule && { rule }),
        },
      ],
    }),
    ...(random.chance(0.25) && {
      documents: [{ type: "passport", country, number: `X${random.between(1_000_000, 9_999_999)}` }],
    }),
  };
}

function traitsFrom(random: Random, { country, language, others }: Origin): RegistrationInput {
  const ageGroup = random.weighted({
    "12_14": 1,
    "15_17": 5,
    "18_24": 34,
    "25_34": 38,
    "35_49": 16,
    "50_64": 2,
    unknown: 4,
  });
  return {
    nationalities: [country],
    preferredLanguage: language,
    otherLanguages: random.chance(0.5) ? [...others] : [],
    interpreterNeeded: random.weighted({ yes: 6, no: 3, not_asked: 1 }),
    sexGender: random.weighted({ masculine: 60, feminine: 36, transgender_feminine: 2, declined: 2 }),
    ageGroup,
    ageCertainty: random.weighted({ stated: 7, documented: 2, estimated: 1 }),
    ...(random.chance(0.3) && ageGroup === "18_24" && { birthDate: String(random.between(2003, 2007)) }),
  };
}

function quickAnswers(random: Random): RegistrationInput {
  return {
    canTalkSafely: random.weighted({ yes: 8, no: 2 }),
    hurtNow: random.weighted({ no: 6, yes_can_wait: 3, yes_now: 1 }),
    childPresent: random.weighted({ no: 9, yes: 1 }),
    pregnancy: random.weighted({ not_asked: 6, no: 4, yes: 1 }),
    dangerFrom: random.chance(0.4)
      ? ["none"]
      : random.sample(["recruiter", "compound_staff", "officials"], random.between(1, 2)),
    someoneWaiting: random.weighted({ no: 6, unsure: 2, yes: 1, unknown: 1 }),
    safeTonight: random.weighted({ yes: 5, no: 3, only_tonight: 2, unknown: 1 }),
    mayContact: random.weighted({ yes: 8, no: 1, declined: 1 }),
  };
}

function talkAnswers(random: Random): RegistrationInput {
  const exitModes = cases.exitModes.filter(
    (mode) => !isNoAnswer(mode) && !cases.notExits.has(mode) && mode !== "death",
  );
  return {
    shelterNow: random.weighted({
      ngo_shelter: 4,
      street_or_public_place: 2,
      hotel_paid_self: 2,
      outside_embassy: 1,
    }),
    foodCash: random.weighted({ enough: 3, not_enough: 5, none: 2 }),
    travelDocument: random.weighted({
      held_by_operator: 5,
      lost_or_destroyed: 3,
      in_hand_valid: 2,
      declined: 1,
    }),
    wishes: random.weighted({ go_home: 7, stay_and_seek_help: 1, unsure: 2, third_country_or_asylum: 1 }),
    goal: random.pick(["Call my mother, then go home", "Get my passport back", "Rest first, decide later"]),
    fearOfReturn: random.weighted({ no: 6, unsure: 2, yes: 2, not_asked: 1 }),
    medicalRedFlags: ["none"],
    mustNotTell: random.pick(["My husband", "The agent from my village", "Anybody from the group"]),
    exit: {
      mode: random.pick(exitModes),
      officialPresence: random.weighted({
        not_seen: 6,
        present_role_unclear: 2,
        present_took_part: 2,
        unknown: 1,
      }),
      exitDate: `2026-${String(random.between(1, 10)).padStart(2, "0")}`,
      province: random.pick(["KH-1", "KH-18", "KH-20", "KH-12"]),
    },
  };
}
