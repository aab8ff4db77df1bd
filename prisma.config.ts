import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Only the owner migrates; generating the client needs no database.
  datasource: { url: process.env.DATABASE_OWNER_URL ?? "" },
});
