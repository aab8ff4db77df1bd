import ts from "typescript";
import { errorCodes } from "@/lib/core/errors";
import { domainOf, isTest, type Rule, type Source, walk } from "@/lib/core/house/source";
import { noAnswers } from "@/lib/core/no-answer";

/** Messages as in the files: names to texts or to further names. */
export type Catalogue = { readonly [name: string]: string | Catalogue };

const errorKey = /^[a-z][A-Za-z]*\.error\.[A-Za-z]+$/;

/** Every message's full name. */
export function keysOf(catalogue: Catalogue, prefix = ""): string[] {
  return Object.entries(catalogue).flatMap(([name, entry]) =>
    typeof entry === "string" ? [prefix + name] : keysOf(entry, `${prefix}${name}.`),
  );
}

/** Two locales have the same names. */
export function sameKeys(locale: string, base: Catalogue, other: Catalogue): string[] {
  const [wanted, given] = [new Set(keysOf(base)), new Set(keysOf(other))];
  return [
    ...[...wanted].filter((key) => !given.has(key)).map((key) => `${locale}: ${key} is missing`),
    ...[...given].filter((key) => !wanted.has(key)).map((key) => `${locale}: ${key} is not in English`),
  ];
}

/** Every error key in the code has its message, and every error message is used. */
export function errorsHaveWords(sources: readonly Source[], catalogue: Catalogue): string[] {
  const known = new Set(keysOf(catalogue).filter((key) => errorKey.test(key)));
  const used = new Map<string, string>();
  for (const source of sources.filter((one) => /^(lib|components|app)\//.test(one.path) && !isTest(one))) {
    walk(source, (node) => {
      if (ts.isStringLiteralLike(node) && errorKey.test(node.text)) used.set(node.text, source.path);
    });
  }
  return [
    ...[...used].filter(([key]) => !known.has(key)).map(([key, path]) => `${path}: ${key} has no message`),
    ...[...known].filter((key) => !used.has(key)).map((key) => `messages: ${key} is said nowhere`),
  ];
}

/** Errors are codes and keys. Prose would leave the server in one language, and perhaps with a name in it. */
export const noProseErrors: Rule = (sources) =>
  sources.flatMap((source) => {
    const found: string[] = [];
    if (isTest(source) || !source.path.startsWith("lib/")) return found;
    walk(source, (node) => {
      const [first] =
        (ts.isCallExpression(node) || ts.isNewExpression(node)) && node.arguments ? node.arguments : [];
      if (!first || !ts.isStringLiteralLike(first)) return;
      const callee = (node as ts.CallExpression).expression.getText();
      const wrong =
        (/^(invalid|conflict)$/.test(callee) && !errorKey.test(first.text)) ||
        (callee === "AppError" && !(errorCodes as readonly string[]).includes(first.text)) ||
        (callee === "Error" && domainOf(source.path) !== null);
      if (wrong) found.push(`${source.path}: “${first.text}” is neither a code nor a message key`);
    });
    return [...found, ...zodProse(source)];
  });

function zodProse(source: Source): string[] {
  const found: string[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    if (
      !/^(min|max|length|regex|refine|email|uuid|enum|literal|multipleOf|nonempty)$/.test(
        node.expression.name.text,
      )
    )
      return;
    const last = node.arguments.at(-1);
    if (last && ts.isStringLiteralLike(last) && /^\p{L}+ \p{L}+/u.test(last.text))
      found.push(`${source.path}: “${last.text}” is neither a code nor a message key`);
  });
  return found;
}

/** Each value of a coded list has a word: some one map of the namespace names them all; no-answers are named once, in core. */
export function listsHaveWords(
  namespace: string,
  lists: Record<string, readonly string[]>,
  catalogue: Catalogue,
): string[] {
  const maps = mapsIn(catalogue);
  return Object.entries(lists).flatMap(([name, values]) => {
    const own = values.filter((value) => !(noAnswers as readonly string[]).includes(value));
    const missing = maps.map((map) => own.filter((value) => typeof map[value] !== "string"));
    const best = missing.sort((a, b) => a.length - b.length)[0] ?? own;
    return best.length === 0
      ? []
      : [`messages/${namespace}.json: ${name} lacks ${best.slice(0, 5).join(", ")}`];
  });
}

function mapsIn(catalogue: Catalogue): Catalogue[] {
  const inner = Object.values(catalogue).filter((entry): entry is Catalogue => typeof entry !== "string");
  return [catalogue, ...inner.flatMap(mapsIn)];
}

/** Each of these names, `noun.verb`, has a message below `prefix`. */
export function namesHaveWords(what: string, names: readonly string[], catalogue: Catalogue): string[] {
  const known = new Set(keysOf(catalogue));
  return names.filter((name) => !known.has(name)).map((name) => `${what}: ${name} has no words`);
}
