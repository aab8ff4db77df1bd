import { builtinModules } from "node:module";
import ts from "typescript";
import { importsOf, isTest, type Rule, type Source, treeOf } from "@/lib/core/house/source";

const serverPackages =
  /^(pg|pg-boss|pino|next-auth|next\/(headers|server|navigation)|@node-rs\/argon2|@prisma\/)/;
const verbs = /\/(queries|commands|scope|job-handlers)\.ts$/;

/** What runs on the server says so in its first line, so that a bundler refuses to send it to a browser. */
export const serverOnly: Rule = (sources) => {
  const guarded = new Set(sources.filter(saysServerOnly).map(({ path }) => path.replace(/\.tsx?$/, "")));
  return sources.flatMap((source) => {
    const { path } = source;
    if (!path.startsWith("lib/") || isTest(source) || saysServerOnly(source)) return [];
    const reason = verbs.test(path)
      ? "its name"
      : importsOf(source).find((one) => !one.typeOnly && needsServer(one, guarded))?.specifier;
    return reason ? [`${path}: begin with import "server-only" (because of ${reason})`] : [];
  });
};

function needsServer(
  { specifier, target }: { specifier: string; target: string | null },
  guarded: ReadonlySet<string>,
): boolean {
  if (target) return guarded.has(target);
  return (
    specifier.startsWith("node:") || builtinModules.includes(specifier) || serverPackages.test(specifier)
  );
}

function saysServerOnly(source: Source): boolean {
  return /^import "server-only";/.test(source.text);
}

/** No code of the server reaches a browser: from a client component every path ends before the first server file. */
export const clientBoundary: Rule = (sources) => {
  const byPath = new Map(sources.map((source) => [source.path.replace(/\.(tsx?|mjs|js)$/, ""), source]));
  const verdicts = new Map<string, string | null>();
  const reaches = (source: Source): string | null => {
    const known = verdicts.get(source.path);
    if (known !== undefined) return known;
    verdicts.set(source.path, null);
    const next = importsOf(source).flatMap(({ target, typeOnly }) =>
      typeOnly || !target ? [] : (byPath.get(target) ?? []),
    );
    const through =
      next.map((one) => (saysServerOnly(one) ? one.path : reaches(one))).find((path) => path !== null) ??
      null;
    verdicts.set(source.path, through);
    return through;
  };
  return sources.flatMap((source) => {
    const found = isTest(source) || !hasDirective(source, "use client") ? null : reaches(source);
    return found ? [`${source.path}: a client component reaches ${found}`] : [];
  });
};

/** Writes come in through one door. A server action would be another. */
export const noServerActions: Rule = (sources) =>
  sources.flatMap((source) =>
    hasDirective(source, "use server") ? [`${source.path}: no server actions; use a command`] : [],
  );

/** A directive at the top of the file or of any function in it. */
function hasDirective(source: Source, directive: string): boolean {
  if (!source.text.includes(directive)) return false;
  const isDirective = (statement: ts.Statement | undefined) =>
    statement !== undefined &&
    ts.isExpressionStatement(statement) &&
    ts.isStringLiteral(statement.expression) &&
    statement.expression.text === directive;
  let found = false;
  const step = (node: ts.Node): void => {
    if ((ts.isSourceFile(node) || ts.isBlock(node)) && node.statements.some(isDirective)) found = true;
    ts.forEachChild(node, step);
  };
  step(treeOf(source));
  return found;
}
