import type { Namespace } from "@/lib/core/messages";

type Translate = { (key: never, values?: never): string; has: (key: never) => boolean };
export type Failure = {
  code: string;
  fields?: Record<string, string>;
  params?: Record<string, string | number>;
  requestId?: string;
};

/**
 * The sentence for a failed command: the business reason of the whole form when there is one, else that of its code.
 * `t` is a translator without namespace.
 */
export function failureSentence(t: unknown, { code, fields, params, requestId }: Failure): string {
  const translate = t as Translate;
  const reason = fields?.[""];
  const word = params?.needs ? "STEP_UP" : code;
  const key = reason && translate.has(reason as never) ? reason : `core.failure.${word}`;
  return translate(key as never, { minutes: 1, requestId: requestId ?? "–", ...params } as never);
}

/** Path → sentence for each field that needs another look. */
export function fieldSentences(t: unknown, { fields = {}, params }: Failure): Record<string, string> {
  const translate = t as Translate;
  const entries = Object.entries(fields).filter(([path]) => path !== "");
  return Object.fromEntries(
    entries.map(([path, key]) => [
      path,
      translate((translate.has(key as never) ? key : "core.error.wrongKind") as never, params as never),
    ]),
  );
}

/** All that is wrong in one sentence or several, for a button that has no fields to put them beside. */
export function failureReasons(t: unknown, failure: Failure): string {
  const reasons = [...new Set(Object.values(fieldSentences(t, failure)))];
  return reasons.length > 0 ? reasons.join(" ") : failureSentence(t, failure);
}

/** Namespaces that every form needs to say what went wrong. */
export const failureNamespaces: readonly Namespace[] = ["core"];
