import ts from "typescript";
import { domainOf, importsOf, isTest, type Rule, type Source, walk } from "@/lib/core/house/source";

const outsideTheHouse = /^(scripts|e2e|prisma)\/|^[^/]+$/;

/** `findUnique` is batched by the client outside our transactions and leaves the context behind. */
export const noFindUnique: Rule = calls(/^findUnique/, "use findFirst with organisationId");

/** Raw text in SQL is how injection begins. */
export const noUnsafeSql: Rule = (sources) =>
  calls(
    /^\$(query|execute)RawUnsafe$/,
    "use $queryRaw with values",
  )(sources.filter(({ path }) => !path.startsWith("lib/core/")));

/** One row at a time returns what row-level security may not show yet, and hides whether anything was changed. */
export const manyAtOnce: Rule = (sources) =>
  calls(
    /^(create|update|upsert|delete)$/,
    "use createMany, updateMany or deleteMany",
    isModel,
  )(sources.filter((source) => domainOf(source.path)));

/** Settings are read in one place, which says what is wrong with them. */
export const environment: Rule = (sources) =>
  sources.flatMap((source) => {
    if (isTest(source) || outsideTheHouse.test(source.path) || source.path === "lib/core/env.ts") return [];
    return places(
      source,
      (node) => ts.isPropertyAccessExpression(node) && node.getText() === "process.env",
    ).map((at) => `${at}: read settings from lib/core/env`);
  });

const pools = ["pool", "authPool", "workerPool", "poolOf"];

/** What is asked before anybody is known: it has functions of its own in the database and reaches no table. */
const beforeAnybody = new Set([
  "lib/users/factors/passkeys/ceremony.ts",
  "lib/users/factors/showing.ts",
  "lib/users/invitations.ts",
]);

/** The seal of the trail is of all organisations at once; it has functions of its own in the database as well. */
const ofAll = /^lib\/audit\/sealing\//;

/** The raw pool knows no actor: beyond the doors only what comes before one may use it. */
export const rawPool: Rule = (sources) =>
  sources.flatMap((source) => {
    const allowed =
      isTest(source) ||
      outsideTheHouse.test(source.path) ||
      ofAll.test(source.path) ||
      source.path.startsWith("lib/core/") ||
      beforeAnybody.has(source.path);
    const used = importsOf(source).some(
      ({ target, names, specifier }) =>
        (target === "lib/core/db" && names.some((name) => pools.includes(name))) || specifier === "pg",
    );
    return used && !allowed ? [`${source.path}: ask through a query, not through the pool`] : [];
  });

/** Pressed before its program is there, a form is sent by the browser itself: by GET, what was typed would stand in the address. */
export const nothingTypedInAddresses: Rule = (sources) =>
  sources.flatMap((source) => {
    const leaks = (node: ts.Node) => {
      if (!ts.isJsxOpeningElement(node) || node.tagName.getText() !== "form") return false;
      const given = node.attributes.properties.map((attribute) => attribute.name?.getText());
      return given.includes("onSubmit") && !given.includes("method");
    };
    return places(source, leaks).map((at) => `${at}: say method="post"`);
  });

/** One clock, the database's: `ctx.now`. */
export const oneClock: Rule = (sources) =>
  sources.flatMap((source) => {
    if (!domainOf(source.path) || isTest(source)) return [];
    const isClock = (node: ts.Node) =>
      (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) ||
      (ts.isCallExpression(node) && node.expression.getText() === "Date.now");
    return places(source, isClock).map((at) => `${at}: take the time from ctx.now`);
  });

/** Each list and change names the organisation itself, although row-level security would. */
export const organisationNamed: Rule = (sources) =>
  sources.flatMap((source) => {
    if (!domainOf(source.path) || isTest(source)) return [];
    const forgets = (node: ts.Node) => {
      if (
        !ts.isCallExpression(node) ||
        !ts.isPropertyAccessExpression(node.expression) ||
        !isModel(node.expression)
      )
        return false;
      if (
        !/^(findFirst|findMany|updateMany|deleteMany|count|aggregate|groupBy)/.test(node.expression.name.text)
      )
        return false;
      if (/\.needType$/.test(node.expression.expression.getText())) return false;
      return !namesOrganisation(node.arguments[0]);
    };
    return places(source, forgets).map((at) => `${at}: name the organisation in where`);
  });

function namesOrganisation(argument: ts.Expression | undefined): boolean {
  if (!argument) return false;
  if (!ts.isObjectLiteralExpression(argument)) return true;
  const where = argument.properties.find((property) => property.name?.getText() === "where");
  if (!where) return argument.properties.some(ts.isSpreadAssignment);
  if (!ts.isPropertyAssignment(where) || !ts.isObjectLiteralExpression(where.initializer)) return true;
  const key = where.initializer.properties.some(({ name }) => name?.getText() === "organisationId");
  return key || where.initializer.properties.some(ts.isSpreadAssignment);
}

/** `ctx.db.person.…`, `tx.person.…` */
function isModel(call: ts.PropertyAccessExpression): boolean {
  return (
    ts.isPropertyAccessExpression(call.expression) &&
    /(^|\.)(db|tx)$/.test(call.expression.expression.getText())
  );
}

function calls(
  name: RegExp,
  remedy: string,
  fits: (call: ts.PropertyAccessExpression) => boolean = () => true,
): Rule {
  return (sources) =>
    sources.flatMap((source) => {
      const isCall = (node: ts.Node) =>
        ts.isPropertyAccessExpression(node) && name.test(node.name.text) && fits(node);
      return isTest(source) ? [] : places(source, isCall).map((at) => `${at}: ${remedy}`);
    });
}

function places(source: Source, fits: (node: ts.Node) => boolean): string[] {
  const found: string[] = [];
  walk(source, (node) => {
    if (fits(node))
      found.push(
        `${source.path}:${node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1}`,
      );
  });
  return found;
}
