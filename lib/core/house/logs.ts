import ts from "typescript";
import { isTest, type Rule, type Source, treeOf, walk } from "@/lib/core/house/source";
import { logFieldNames } from "@/lib/core/log-fields";

/** Where lines of the log come from: what serves, not what talks to whoever typed a command. */
const serving =
  /^(lib|app|components)\/|^scripts\/(web|worker|output|metrics|audit\/sealing)\.ts$|^instrumentation/;

/** A line holds fields of the list, named one by one, and a message that is a constant. */
export const logFieldsListed: Rule = (sources) =>
  sources.flatMap((source) => {
    if (isTest(source) || !/\blog\b/.test(source.text)) return [];
    const found: string[] = [];
    walk(source, (node) => {
      if (!isLogCall(node)) return;
      const [first, second, ...more] = node.arguments;
      const message = first && isConstant(first) ? first : second;
      if (!message || !isConstant(message) || more.length > 0)
        found.push(`${placeOf(source, node)}: end with a message that is a constant`);
      if (first && first !== message)
        found.push(...faultsOf(first, source).map((fault) => `${placeOf(source, node)}: ${fault}`));
    });
    return found;
  });

/** What serves writes nothing past the log: a console quotes whatever it is given. */
export const noConsole: Rule = (sources) =>
  sources.flatMap((source) => {
    if (isTest(source) || !serving.test(source.path) || source.path === "scripts/output.ts") return [];
    const found: string[] = [];
    walk(source, (node) => {
      const console =
        ts.isIdentifier(node) && node.text === "console" && !ts.isPropertyAssignment(node.parent);
      const stream = ts.isPropertyAccessExpression(node) && /^process\.std(out|err)$/.test(node.getText());
      if (console || stream) found.push(`${placeOf(source, node)}: use lib/core/log`);
    });
    return found;
  });

function isLogCall(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.expression.getText() === "log" &&
    /^(trace|debug|info|warn|error|fatal)$/.test(node.expression.name.text)
  );
}

function isConstant(node: ts.Expression): boolean {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
}

/** What is wrong with the fields of a line: names that are not listed, or something in which nobody can see the names. */
function faultsOf(node: ts.Expression, source: Source): string[] {
  if (ts.isParenthesizedExpression(node)) return faultsOf(node.expression, source);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return faultsOf(node.right, source);
  if (ts.isCallExpression(node) && node.expression.getText() === "describeError") return [];
  if (ts.isIdentifier(node)) {
    const known = objectNamed(node.text, source);
    return known ? faultsOf(known, source) : [`name the fields of ${node.text} one by one`];
  }
  if (!ts.isObjectLiteralExpression(node)) return ["name the fields one by one"];
  return node.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return faultsOf(property.expression, source);
    const name = property.name && !ts.isComputedPropertyName(property.name) ? property.name.getText() : null;
    return name && logFieldNames.has(name)
      ? []
      : [`${name ?? "a computed field"} is not in lib/core/log-fields`];
  });
}

function objectNamed(name: string, source: Source): ts.ObjectLiteralExpression | null {
  let found: ts.ObjectLiteralExpression | null = null;
  walk(source, (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== name) return;
    if (node.initializer && ts.isObjectLiteralExpression(node.initializer)) found = node.initializer;
  });
  return found;
}

function placeOf(source: Source, node: ts.Node): string {
  return `${source.path}:${treeOf(source).getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
