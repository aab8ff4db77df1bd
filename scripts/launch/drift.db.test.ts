import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { checkDrift } from "./prisma.mjs";

it("a column that no migration makes is found, and leaves no shadow database behind", async () => {
  const folder = mkdtempSync(join(tmpdir(), "onward-drift-"));
  try {
    const schema = join(folder, "schema");
    cpSync("prisma/schema", schema, { recursive: true });
    appendFileSync(join(schema, "base.prisma"), "\nmodel Planted {\n  id String @id @db.Uuid\n}\n");
    const { code, output } = await checkDrift(inject("databaseUrls").ownerUrl, schema);
    expect({ code, output }).toMatchObject({ code: 2, output: expect.stringContaining("Planted") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
