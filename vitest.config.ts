import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = { "@": root.replace(/\/$/, ""), "server-only": `${root}lib/testing/empty.ts` };
const keys = {
  ONWARD_SEALING_KEY: Buffer.alloc(32, 1).toString("base64"),
  ONWARD_INDEX_KEY: Buffer.alloc(32, 2).toString("base64"),
  NEXTAUTH_SECRET: "a secret that only tests know, 32 long",
  ONWARD_ORIGIN: "http://localhost:3000",
};
const sealing = ["lib/audit/sealing/*.db.test.ts", "scripts/audit-verify.db.test.ts"];
const common = { env: keys, exclude: ["**/node_modules/**", ".next/**", "dist/**", "e2e/**"] };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...common,
          name: "unit",
          // Properties take long on a machine that does other things as well.
          testTimeout: 30_000,
          include: ["{lib,components,scripts,app}/**/*.test.{ts,tsx}"],
          exclude: [
            ...common.exclude,
            "**/*.db.test.ts",
            "**/*.house.test.ts",
            "**/house.test.ts",
            "**/*.build.test.ts",
          ],
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          name: "house",
          include: ["lib/**/house.test.ts", "lib/**/*.house.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          name: "database",
          include: ["{lib,scripts,prisma}/**/*.db.test.ts"],
          exclude: [...common.exclude, ...sealing],
          globalSetup: ["lib/testing/global-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          // Sealing waits for every transaction of the server: nothing else may hold one open meanwhile.
          name: "seal",
          include: sealing,
          globalSetup: ["lib/testing/global-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          name: "build",
          include: ["scripts/**/*.build.test.ts"],
          globalSetup: ["lib/testing/global-database.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
