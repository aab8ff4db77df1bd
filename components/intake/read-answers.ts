import type { Answers } from "@/lib/intake/schema";
import { isNoAnswer } from "@/lib/core/no-answer";
import type { Asked, ScriptQuestion } from "./script";

/** The choice that opens a list of all the others. */
export const another = "another";

type Reader = (data: FormData, key: string, before: Record<string, unknown>) => unknown;

/** What a form says in answer to one question; undefined when it says nothing. */
export function readAnswer(
  { key, asked }: Pick<ScriptQuestion, "key" | "asked">,
  data: FormData,
  before: Answers,
): Answers[keyof Answers] {
  const known = before[key];
  return withoutEmpty(readers[asked](data, key, isObject(known) ? known : {})) as Answers[keyof Answers];
}

const readers: Record<Asked, Reader> = {
  radio: (data, key) => word(data, key),
  checkbox: (data, key) => words(data, key),
  text: (data, key) => openAnswer(data, key, { text: word(data, `${key}.text`) }),
  name: (data, key, before) =>
    openAnswer(data, key, {
      full: word(data, `${key}.full`),
      others: data.has(`${key}.others`) ? words(data, `${key}.others`) : before.others,
      type: before.type,
    }),
  language(data, key, before) {
    const chosen = word(data, key);
    if (isNoAnswer(chosen)) return { noAnswer: chosen };
    return { preferred: chosen === another ? word(data, `${key}.more`) : chosen, others: before.others };
  },
  country(data, key) {
    const chosen = words(data, key) ?? [];
    const noAnswer = chosen.find(isNoAnswer);
    if (noAnswer) return { noAnswer };
    const more = chosen.includes(another) ? (words(data, `${key}.more`) ?? []) : [];
    return { countries: [...new Set([...chosen.filter((code) => code !== another), ...more])] };
  },
  age: (data, key) => ({
    group: word(data, `${key}.group`),
    certainty: word(data, `${key}.certainty`),
    birthDate: boxes(data, `${key}.birthDate`),
  }),
  contact(data, key) {
    if (word(data, "mayContact") === "no") return undefined;
    return openAnswer(data, key, {
      method: word(data, `${key}.method`),
      value: word(data, `${key}.value`),
      safeToContact: word(data, `${key}.safeToContact`),
      rule: word(data, `${key}.rule`),
    });
  },
  exitMode(data, key, { mode: _mode, noAnswer: _noAnswer, ...details }) {
    const chosen = word(data, key);
    return isNoAnswer(chosen) ? { ...details, noAnswer: chosen } : { ...details, mode: chosen };
  },
  exitDetails: (data, key, { mode, noAnswer }) => ({
    mode,
    noAnswer,
    officialPresence: word(data, `${key}.officialPresence`),
    date: boxes(data, `${key}.date`),
    province: word(data, `${key}.province`),
    note: word(data, `${key}.note`),
  }),
};

function openAnswer(data: FormData, key: string, told: Record<string, unknown>) {
  return { ...told, noAnswer: word(data, `${key}.noAnswer`) };
}

function word(data: FormData, name: string): string | undefined {
  const value = data.get(name);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function words(data: FormData, name: string): string[] | undefined {
  const values = data.getAll(name).filter((value) => typeof value === "string" && value.trim() !== "");
  return values.length > 0 ? (values as string[]) : undefined;
}

function boxes(data: FormData, name: string) {
  return withoutEmpty({
    day: word(data, `${name}.day`),
    month: word(data, `${name}.month`),
    year: word(data, `${name}.year`),
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutEmpty(value: unknown): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(
    ([, part]) => part !== undefined && !(Array.isArray(part) && part.length === 0),
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
