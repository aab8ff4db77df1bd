import { defineConfig, globalIgnores } from "eslint/config";
import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";

const no = (selector, message) => ({ selector, message });
const serverActions = no('ExpressionStatement[directive="use server"]', "No server actions; use a command.");
const findUnique = no(
  "MemberExpression[property.name=/^findUnique/]",
  "findUnique leaves the transaction; use findFirst with organisationId.",
);
const environment = no(
  'MemberExpression[object.name="process"][property.name="env"]',
  "Read settings from lib/core/env.",
);

// Neither the React compiler nor components as classes are used here, and their rules take most of the time.
const hooks = new Set(["react-hooks/rules-of-hooks", "react-hooks/exhaustive-deps"]);
const forClasses = [
  "display-name",
  "no-deprecated",
  "no-direct-mutation-state",
  "no-string-refs",
  "require-render-return",
];
const unused = next
  .flatMap(({ rules = {} }) => Object.keys(rules))
  .filter((name) => name.startsWith("react-hooks/") && !hooks.has(name))
  .concat(forClasses.map((name) => `react/${name}`));
// Full page loads work before any script has, and leave nothing of the page before in memory.
const softNavigation = [
  "@next/next/no-html-link-for-pages",
  "@next/next/no-location-assign-relative-destination",
];
const off = (names) => Object.fromEntries(names.map((name) => [name, "off"]));

export default defineConfig([
  globalIgnores([
    ".next/**",
    ".onward/**",
    ".onward-test/**",
    "dist/**",
    "lib/core/prisma/**",
    "next-env.d.ts",
    "playwright-report/**",
    "test-results/**",
  ]),
  ...next,
  ...typescript,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...off([...unused, ...softNavigation]),
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "all", ignoreRestSiblings: true },
      ],
      "import/no-anonymous-default-export": "off",
      eqeqeq: "error",
      "no-console": "error",
      "no-restricted-syntax": ["error", serverActions],
    },
  },
  {
    files: ["app/**", "components/**", "lib/**"],
    ignores: ["**/*.test.{ts,tsx}", "lib/core/env.ts", "lib/testing/**"],
    rules: { "no-restricted-syntax": ["error", serverActions, findUnique, environment] },
  },
  { files: ["scripts/**", "e2e/**", "prisma/**"], rules: { "no-console": "off" } },
  // `useDatabase` is no hook.
  { files: ["lib/**", "scripts/**", "e2e/**"], rules: off(["react-hooks/rules-of-hooks"]) },
]);
