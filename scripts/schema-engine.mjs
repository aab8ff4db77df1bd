#!/usr/bin/env node
// The schema engine that the Prisma CLI would otherwise download: its protocol (JSON-RPC, a line each way) answered by
// Prisma's own WebAssembly build of the same engine. Named to the CLI by PRISMA_SCHEMA_ENGINE_BINARY.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { MigrationAdapter, partsOf } from "./launch/migration-adapter.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { datasource: { type: "string" }, datamodels: { type: "string", multiple: true } },
});
const parts = partsOf(JSON.parse(options.datasource ?? "{}").url);

if (positionals.at(-2) === "cli") await answerCli(positionals.at(-1));
else await answerLines(await startEngine());
process.exit(0);

async function startEngine() {
  const entry = fileURLToPath(import.meta.resolve("@prisma/schema-engine-wasm"));
  const bytes = await readFile(entry.replace(/\.js$/, "_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (text) => process.stderr.write(`${text}\n`) };
  instance.exports.__wbindgen_start();

  const files = options.datamodels;
  const datamodels =
    files && (await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")])));
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(parts));
  return glue.SchemaEngine.new({ datamodels }, () => {}, factory);
}

async function answerLines(engine) {
  const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    // Lines without a method are the CLI's acknowledgements.
    if (!method) continue;
    try {
      const result =
        method === "getDatabaseVersion" ? await engine.version(params) : await engine[method](params);
      if (method === "diff" && result.stdout)
        say({ id: id + 1, method: "print", params: { content: result.stdout } });
      say({ id, result: result ?? null });
    } catch (error) {
      const { message, code: error_code, meta } = error;
      say({ id, error: { code: 4466, message, data: { is_panic: false, message, error_code, meta } } });
    }
  }
}

async function answerCli(command) {
  const sql = {
    "create-database": `CREATE DATABASE "${parts.database}"`,
    "drop-database": `DROP DATABASE "${parts.database}"`,
  }[command];
  const client = new pg.Client({ ...parts, database: sql ? "postgres" : parts.database });
  try {
    await client.connect();
    if (sql) await client.query(sql);
    await client.end();
  } catch (error) {
    const error_code = error.code === "3D000" ? "P1003" : "P1001";
    const fields = { message: error.message, is_panic: false, error_code, meta: {} };
    process.stderr.write(`${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`);
    process.exit(1);
  }
}
