/** The domains from the bottom up: each may import those before it, none after. */
const domains = [
  "organisations",
  "mail",
  "users",
  "keys",
  "tasks",
  "audit",
  "watch",
  "partners",
  "people",
  "cases",
  "access",
  "consents",
  "needs",
  "notes",
  "intake",
  "referrals",
  "retention",
  "day",
  "dashboard",
  "figures",
];

const tests = "\\.test\\.tsx?$|^lib/testing/|^e2e/";
const folder = (names) => `^lib/(${names.join("|")})/`;

const ranks = domains.slice(0, -1).map((domain, i) => ({
  name: `layers-${domain}`,
  comment: `lib/${domain} imports only domains below it`,
  severity: "error",
  from: { path: folder([domain]), pathNot: tests },
  to: { path: folder(domains.slice(i + 1)) },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...ranks,
    {
      name: "layers-known",
      comment: "a new domain takes its place in the list above",
      severity: "error",
      from: {},
      to: { path: "^lib/[^/]+/", pathNot: `${folder(domains)}|^lib/(core|testing)/` },
    },
    {
      name: "layers-core",
      comment: "the machinery knows no domain and nothing above",
      severity: "error",
      from: { path: "^lib/core/", pathNot: tests + "|^lib/core/house/" },
      to: { path: "^(app|components|scripts|e2e)/|^lib/(?!core/)" },
    },
    {
      name: "layers-lib",
      comment: "domains know no screens and no registry",
      severity: "error",
      from: { path: folder(domains), pathNot: tests },
      to: { path: "^(app|components|scripts|e2e)/|^lib/(registry|testing)" },
    },
    {
      name: "layers-components",
      comment: "components know no routes, no registry and no commands",
      severity: "error",
      from: { path: "^components/", pathNot: tests },
      to: {
        path: "^(app|scripts|e2e)/|^lib/(registry|testing)|^lib/(?!core/).*/(commands|job-handlers)\\.ts$",
      },
    },
    {
      name: "layers-ui",
      comment: "the basic pieces know no domain",
      severity: "error",
      from: { path: "^components/ui/", pathNot: tests },
      to: { path: "^components/(?!ui/)|^lib/(?!core/)" },
    },
    {
      name: "layers-registry",
      comment: "only the HTTP doors, scripts and tests see every command at once",
      severity: "error",
      from: { pathNot: `${tests}|^app/api/|^scripts/|^prisma/|^instrumentation` },
      to: { path: "^lib/registry\\.ts$" },
    },
    {
      name: "layers-testing",
      comment: "factories serve tests, the seed and scripts",
      severity: "error",
      from: { pathNot: `${tests}|^scripts/|^prisma/|^lib/core/house/` },
      to: { path: "^lib/testing/" },
    },
    {
      name: "foreign-commands",
      comment: "another domain's commands are called through the HTTP door or not at all: doors do not nest",
      severity: "error",
      from: { path: "^lib/([^/]+)/", pathNot: tests },
      to: { path: "^lib/.+/(commands|job-handlers)\\.ts$", pathNot: "^lib/$1/" },
    },
    {
      name: "prisma-in-core",
      comment: "the database client is reached through a ctx",
      severity: "error",
      from: { path: "^(app|components|lib)/", pathNot: "^lib/core/" },
      to: { path: "^lib/core/prisma/|node_modules/@prisma/client|^@prisma/client" },
    },
    {
      name: "no-circular",
      comment: "a circle has no bottom; types alone leave nothing behind that could go round",
      severity: "error",
      from: { pathNot: "^lib/core/prisma/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "an import that leads nowhere is not checked by any rule",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^server-only$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^lib/core/prisma/" },
    exclude: { path: "^\\.next/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
