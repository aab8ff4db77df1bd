import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** A file of the project: its path from the root, with slashes, and its text. */
export type Source = { path: string; text: string };

/** A rule of the house: what it finds wrong, one sentence each beginning with the path. */
export type Rule = (sources: readonly Source[]) => string[];

export type Import = {
  specifier: string;
  /** The file of the project that is meant, without its ending; null for packages. */
  target: string | null;
  /** True when nothing of it is left after compiling. */
  typeOnly: boolean;
  names: readonly string[];
};

export const root = fileURLToPath(new URL("../../../", import.meta.url));
const folders = ["app", "components", "e2e", "lib", "prisma", "scripts"];
const ignored = new Set(["node_modules", "lib/core/prisma"]);

/** Every source file of the project: those folders, and what lies in the root itself. */
export function projectSources(): Source[] {
  const own = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isCode(entry.name))
    .map(({ name }) => name);
  return [...own, ...folders.flatMap(filesUnder)].map((path) => ({
    path,
    text: readFileSync(join(root, path), "utf8"),
  }));
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (ignored.has(path) || ignored.has(entry.name)) return [];
    if (entry.isDirectory()) return filesUnder(path);
    return isCode(entry.name) ? [path] : [];
  });
}

function isCode(name: string): boolean {
  return /\.(ts|tsx|js|mjs|cjs)$/.test(name) && name !== "next-env.d.ts";
}

/** True for tests and for what only tests use. */
export function isTest({ path }: Source): boolean {
  return /\.test\.tsx?$/.test(path) || /^(lib\/(testing|core\/house)|e2e)\//.test(path);
}

/** The domain that a file belongs to, or null. */
export function domainOf(path: string): string | null {
  const domain = /^lib\/([^/]+)\//.exec(path)?.[1];
  return domain && domain !== "core" && domain !== "testing" ? domain : null;
}

const trees = new WeakMap<Source, ts.SourceFile>();

/** The syntax tree of a file. */
export function treeOf(source: Source): ts.SourceFile {
  const known = trees.get(source);
  if (known) return known;
  const kind = source.path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true, kind);
  trees.set(source, tree);
  return tree;
}

/** Calls `visit` for every node of a file. */
export function walk(source: Source, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, step);
  };
  step(treeOf(source));
}

/** What a file imports or re-exports, also by `import()`. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, names: readonly string[]) =>
    found.push({ specifier, target: targetOf(source.path, specifier), typeOnly, names });
  walk(source, (node) => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named =
        clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
      add(
        textOf(node.moduleSpecifier),
        clause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
        named.map((element) => (element.propertyName ?? element.name).text),
      );
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(textOf(node.moduleSpecifier), node.isTypeOnly, []);
    } else if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] &&
      ts.isStringLiteral(node.arguments[0])
    ) {
      add(node.arguments[0].text, false, []);
    }
  });
  return found;
}

function textOf(node: ts.Expression): string {
  return ts.isStringLiteral(node) ? node.text : "";
}

function targetOf(from: string, specifier: string): string | null {
  const path = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? posix.join(dirname(from), specifier)
      : null;
  return path && path.replace(/\.(ts|tsx|js|mjs|json)$/, "");
}
