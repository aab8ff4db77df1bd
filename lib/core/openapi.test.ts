import { describe, expect, it } from "vitest";
import { openApi } from "@/lib/core/openapi";
import { permissions } from "@/lib/core/permissions";
import { commands, queries } from "@/lib/registry";

type Operation = {
  operationId: string;
  parameters: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<
    string,
    { $ref?: string; content?: Record<string, { schema: { properties: { result: object } } }> }
  >;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: {
    responses: Record<string, object>;
    schemas: Record<string, object>;
    securitySchemes: Record<string, object>;
  };
};

const api = openApi(commands, queries) as Document;
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe("the OpenAPI document", () => {
  it("names every command as a POST and every query as a GET", () => {
    const told = operations.map(({ path, method }) => `${method} ${path}`).sort();
    const have = [
      ...[...commands.keys()].map((name) => `post /api/commands/${name}`),
      ...[...queries.keys()].map((name) => `get /api/queries/${name}`),
    ];
    expect(told).toEqual(have.sort());
    expect(told.length).toBeGreaterThan(5);
  });

  it("is plain JSON of version 3.1 whose references all lead somewhere", () => {
    const text = JSON.stringify(api);
    expect(JSON.parse(text)).toEqual(api);
    expect(api.openapi).toBe("3.1.0");
    for (const [, ref] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      const target = ref!
        .slice(2)
        .split("/")
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], api);
      expect([ref, target]).toEqual([ref, expect.any(Object)]);
    }
  });

  it("describes input, answer and refusals of each", () => {
    for (const { method, operation } of operations) {
      expect(operation.operationId in permissions).toBe(true);
      expect(operation.responses["200"]?.content?.["application/json"]?.schema.properties.result).toEqual(
        expect.any(Object),
      );
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(["400", "401", "403", "404", "503"]),
      );
      if (method === "post")
        expect(operation.requestBody?.content["application/json"]?.schema).toEqual(expect.any(Object));
    }
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  });

  it("refuses unknown fields as the doors do", () => {
    const input =
      api.paths["/api/commands/user.deactivate"]!.post!.requestBody!.content["application/json"]!.schema;
    expect(input).toMatchObject({
      type: "object",
      additionalProperties: false,
      required: ["userId", "version"],
    });
    expect(JSON.stringify(input)).toContain('"format":"uuid"');
  });

  it("gives the fields of a query as parameters", () => {
    const { parameters } = api.paths["/api/queries/audit.list"]!.get!;
    expect(parameters.find(({ name }) => name === "kind")).toMatchObject({
      in: "query",
      required: false,
      schema: { enum: ["write", "view", "denied", "auth", "share"] },
    });
    expect(parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["actorId", "caseCode", "from", "to", "after", "limit"]),
    );
  });
});
