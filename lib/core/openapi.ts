import { z } from "zod";
import { errorCodes } from "@/lib/core/errors";
import { permissions } from "@/lib/core/permissions";
import type { Command } from "@/lib/core/command";
import type { Query } from "@/lib/core/read";

type Json = { [key: string]: unknown };

const refusals: Record<string, string> = {
  "400": "INVALID: `fields` says which field and why.",
  "401": "UNAUTHENTICATED: no session, or it ended.",
  "403": "FORBIDDEN: not for this role or state, or sent from another site.",
  "404": "NOT_FOUND: it does not exist, or not for you.",
  "409": "CONFLICT: it has changed meanwhile, or the key was used for another body.",
  "413": "INVALID: more than 256 KiB.",
  "415": "INVALID: not application/json.",
  "429": "RATE_LIMITED: wait `params.minutes`.",
  "503": "UNAVAILABLE: the database cannot be reached; try again.",
};
const ofReads = ["400", "401", "403", "404", "429", "503"];

/** The OpenAPI 3.1 description of every command and query, made from their own schemas. */
export function openApi(commands: ReadonlyMap<string, Command>, queries: ReadonlyMap<string, Query>): Json {
  const posts = [...commands.values()].map((command) => [
    `/api/commands/${command.name}`,
    { post: postOf(command) },
  ]);
  const gets = [...queries.values()].map((query) => [`/api/queries/${query.name}`, { get: getOf(query) }]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Onward",
      // Of this description. Which version of the program runs here helps only an attacker.
      version: "1",
      description:
        "Every command and query of Onward. How to sign in and call them: docs/how-to/use-the-api.md.",
    },
    paths: Object.fromEntries([...posts, ...gets]),
    security: [{ session: [] }, { token: [] }, { partnerLink: [] }],
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-session" },
        token: { type: "http", scheme: "bearer" },
        partnerLink: { type: "apiKey", in: "header", name: "x-partner-link" },
      },
      schemas: { Refusal: schemaOf(refusal, "output") },
      responses: Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [
          status,
          { description, content: json({ $ref: "#/components/schemas/Refusal" }) },
        ]),
      ),
    },
  };
}

const refusal = z.strictObject({
  ok: z.literal(false),
  code: z.enum([...errorCodes, "UNAVAILABLE", "INTERNAL"]),
  /** Path of a field, or "" for the whole, to a message key. */
  fields: z.record(z.string(), z.string()).optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  requestId: z.string(),
});

function postOf(command: Command): Json {
  return {
    ...common(command),
    parameters: [
      {
        name: "Idempotency-Key",
        in: "header",
        description: "Same key and body: the same answer, one effect.",
        schema: { type: "string", pattern: "^[\\w-]{8,100}$" },
      },
      {
        name: "Origin",
        in: "header",
        description: "The address of this Onward; needed unless a token is sent.",
        schema: { type: "string" },
      },
    ],
    requestBody: { required: true, content: json(schemaOf(command.input, "input")) },
    responses: { "200": answer(command.output), ...responses(Object.keys(refusals)) },
  };
}

function getOf(query: Query): Json {
  const input = schemaOf(query.input, "input");
  const required = (input.required as string[] | undefined) ?? [];
  const fields = Object.entries((input.properties as Json | undefined) ?? {});
  return {
    ...common(query),
    parameters: fields.map(([name, schema]) => ({
      name,
      in: "query",
      required: required.includes(name),
      schema,
    })),
    responses: { "200": answer(query.output), ...responses(ofReads) },
  };
}

function common({ name }: Command | Query): Json {
  const { allows, audited } = permissions[name];
  return {
    operationId: name,
    tags: [name.split(".")[0]],
    description: `For: ${allows.join(", ")}.${audited ? " Each use is recorded." : ""}`,
  };
}

function answer(output: z.ZodType): Json {
  const properties = { ok: { const: true }, result: schemaOf(output, "output") };
  return { description: "Done.", content: json({ type: "object", required: ["ok", "result"], properties }) };
}

function responses(statuses: readonly string[]): Json {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]));
}

function json(schema: Json): Json {
  return { "application/json": { schema } };
}

/** A JSON schema; what JSON cannot say (a transformed date) is described by what goes in. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest;
}
