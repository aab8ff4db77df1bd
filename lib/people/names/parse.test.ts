import { describe, expect, it } from "vitest";
import { parseName } from "./parse";

const named = (name: string) =>
  parseName(name)
    .words.filter(({ role }) => role === "name")
    .map(({ text }) => text);

describe("parseName", () => {
  it.each([
    ["Lok Srey Chan Thida", ["chan", "thida"]],
    ["U Thein Zaw Lin", ["thein", "zaw", "lin"]],
    ["Ko Ko", ["ko", "ko"]],
    ["Ma Ma", ["ma", "ma"]],
    ["Ko Aung", ["ko", "aung"]],
    ["ကိုအောင်မျိုးထက်", ["အောင်", "မျိုး", "ထက်"]],
    ["မောင်မောင်", ["မောင်", "မောင်"]],
    ["นางสาวกนกวรรณ พรหมมินทร์", ["กนกวรรณ", "พรหมมินทร์"]],
    ["Ahmad Faizal bin Osman", ["ahmad", "faizal", "osman"]],
    ["Md. Shafiqul Islam", ["muhammad", "shafiqul", "islam"]],
    ["Abd al-Rahman Saleh", ["abdrahman", "saleh"]],
    ["Abdelrahman Saleh", ["abdrahman", "saleh"]],
    ["عبد الرحمن صالح", ["عبدرحمن", "صالح"]],
    ["G/Mariam Tesfaye", ["gebre", "mariam", "tesfaye"]],
    ["FNU Sukarmanto", ["sukarmanto"]],
    ["Supriyadi Supriyadi", ["supriyadi"]],
    ["Шерзод Каримов", ["sherzod", "karimov"]],
    ["Budi Santoso, S.E.", ["budi", "santoso"]],
    ["João da Silva", ["joao", "silva"]],
    ["unknown", []],
  ])("%s is %j", (name, words) => expect(named(name)).toEqual(words));

  it.each([
    ["Zhang Weiqiang", "pinyin"],
    ["Nguyen Van An", "vietnamese"],
    ["Daw Khin Hnin Yee", "burmese"],
    ["Chan Ka Ming", "syllables"],
    ["Sok Sopheap", "free"],
  ])("%s is %s", (name, tradition) => expect(parseName(name).tradition).toBe(tradition));

  it.each([
    ["Mr Sok Dara", "m"],
    ["Ko Aung Min Thu", "m"],
    ["Ma Khin Su Wai", "f"],
    ["Nur Aida binti Rahim", "f"],
    ["Nguyen Thi Ha", "f"],
    ["Harpreet Singh", "m"],
    ["Sherzod Karimova", "f"],
    ["José Maria Santos", "m"],
    ["Maria José Santos", "f"],
    ["Sok Dara", null],
    ["Ma Wei", null],
  ])("%s tells sex %s", (name, sex) => expect(parseName(name).sex).toBe(sex));
});
