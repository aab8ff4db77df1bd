import { languageName } from "@/lib/core/names";

/** Languages that people we meet speak most, most frequent first (domain: nationalities seen and languages). */
const frequent = ["zh-Hans", "vi", "id", "my", "th", "hi", "bn", "ur", "ne", "fil", "en", "sw"];

const others =
  "af ak am ar as ay az be bg bo bs ca ceb ckb cs cy da de ee el eo es et eu fa fi ff fj fo fr ga gl gn gu ha he hmn ho hr ht hu hy " +
  "ig ilo is it ja jv ka kac ki kk km kn ko kri ks ku ky lg ln lo lt lua luo lv mai mg mi mk ml mn mr ms mt nan nb nd nl " +
  "nso ny nyn om or pa pcm pl ps pt pt-BR qu rhg rn ro ru rw sa sat sd shn si sk sl sm sn so sq sr ss st su sv ta te tg ti tk tn to " +
  "tr ts tt tw ug uk uz ve war wo xh yo yue za zh-Hant zu";

/** Languages to choose from, in words of the locale: the frequent ones as they are met, all of them by name. */
export function languageChoices(locale: string) {
  const choice = (value: string) => ({ value, label: languageName(value, locale) });
  const all = [...frequent, ...others.split(" ")].map(choice).filter(({ value, label }) => label !== value);
  return { top: frequent.map(choice), all: all.sort(byLabel(locale)) };
}

/** By label, as readers of the locale look names up. */
export function byLabel(locale: string) {
  const collator = new Intl.Collator(locale);
  return (one: { label: string }, other: { label: string }) => collator.compare(one.label, other.label);
}
