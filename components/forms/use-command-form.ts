"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { type DefaultValues, type FieldValues, useForm } from "react-hook-form";
import type { z } from "zod";
import { failureSentence, fieldSentences } from "./failure-words";
import { useCommand } from "./use-command";

type Options<Schema extends z.ZodType<FieldValues, FieldValues>, Result> = {
  command: string;
  /** The schema that the server holds the command to, or the part of it that the form fills in. */
  schema: Schema;
  defaultValues?: DefaultValues<z.input<Schema>>;
  /** What to send, when it is more than the form's own fields. */
  body?: (values: z.input<Schema>) => unknown;
  onDone: (result: Result) => void;
};

/**
 * A form over a command: checked in the browser by the server's own schema, sent once, and the server's refusals put
 * beside the fields they are about. Nothing typed is ever lost: fields keep their values through every failure.
 */
export function useCommandForm<Schema extends z.ZodType<FieldValues, FieldValues>, Result = unknown>({
  command,
  schema,
  defaultValues,
  body = (values) => values,
  onDone,
}: Options<Schema, Result>) {
  const t = useTranslations();
  const { send, busy, failure } = useCommand<Result>(command);
  // The resolver checks; what is sent is what was typed, since the server normalises for itself.
  const form = useForm<z.input<Schema>>({
    resolver: zodResolver(schema as never, undefined, { raw: true }) as never,
    shouldFocusError: false,
    ...(defaultValues && { defaultValues }),
  });

  const submit = form.handleSubmit(async (values) => {
    const result = await send(body(values as z.input<Schema>));
    if (result !== null) onDone(result);
  });
  const local = localErrors(form.formState.errors);
  const errors =
    Object.keys(local).length > 0
      ? fieldSentences(t, { code: "INVALID", fields: local })
      : failure
        ? fieldSentences(t, failure)
        : {};
  const problem = failure && !Object.keys(local).length ? failureSentence(t, failure) : null;
  return { form, submit, busy, errors, problem, failure };
}

type ErrorNode = { message?: unknown; root?: ErrorNode } & { [key: string]: unknown };

/** react-hook-form's tree of errors as path → message key. */
function localErrors(errors: object, path = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(errors)) {
    const here = path ? `${path}.${name}` : name;
    const node = value as ErrorNode | undefined;
    if (!node || typeof node !== "object" || name === "ref") continue;
    if (typeof node.message === "string")
      found[here] = /\.error\./.test(node.message) ? node.message : "core.error.missing";
    else Object.assign(found, localErrors(node, here));
  }
  return found;
}
