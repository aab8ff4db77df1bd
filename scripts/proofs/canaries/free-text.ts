import { z } from "zod";

type Node = {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
};

/** The fields of an input into which anything can be typed, as paths such as `names[].full`: neither lists, ids, times nor coded forms. */
export function freeTextFields(schema: z.ZodType): string[] {
  const found = new Set<string>();
  const visit = (node: Node, path: string): void => {
    for (const one of [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])]) visit(one, path);
    for (const [name, one] of Object.entries(node.properties ?? {}))
      visit(one, path ? `${path}.${name}` : name);
    if (typeof node.additionalProperties === "object") visit(node.additionalProperties, `${path}.*`);
    if (node.items) visit(node.items, `${path}[]`);
    const coded =
      node.enum ||
      node.const !== undefined ||
      node.pattern ||
      /^(uuid|date|date-time)$/.test(node.format ?? "");
    if ((node.type === "string" && !coded) || Object.keys(node).length === 0) found.add(path);
  };
  visit(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node, "");
  return [...found].sort();
}
