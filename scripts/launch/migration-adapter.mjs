import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

const CHAR_OID = 18;
const TEXT_OID = 25;

/**
 * The parts of a database address, as the pool takes them. Not the address itself: the adapter would prefer it to the
 * name of the shadow database and so work on the real one.
 */
export function partsOf(connectionString) {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString });
  return { host, port, user, password, database, ssl };
}

/** Prisma's PostgreSQL adapter, made fit for migrating: it reads the system catalogue and makes its own shadow database. */
export class MigrationAdapter extends PrismaPg {
  constructor(parts) {
    super(parts);
    this.parts = parts;
  }

  async connect() {
    return readingCatalogueChars(await super.connect());
  }

  async connectToShadowDb() {
    const main = await this.connect();
    const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    await main.executeScript(`CREATE DATABASE "${database}"`);
    const shadow = readingCatalogueChars(await new PrismaPg({ ...this.parts, database }).connect());
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await main.executeScript(`DROP DATABASE "${database}"`);
      await main.dispose();
    };
    return shadow;
  }
}

/** The adapter knows no type "char" (oid 18), which the engine reads from the catalogue as a single character. */
function readingCatalogueChars(adapter) {
  const { performIO, queryRaw } = adapter;
  let oids = [];
  // The adapter's own way splits at every semicolon, also those inside function bodies and comments.
  adapter.executeScript = async (script) => {
    await adapter.client.query(script);
  };
  adapter.performIO = async function (query) {
    const result = await performIO.call(this, query);
    oids = (result.fields ?? []).map((field) => field.dataTypeID);
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
    return result;
  };
  adapter.queryRaw = async function (query) {
    const result = await queryRaw.call(this, query);
    const columnTypes = result.columnTypes.map((type, i) =>
      oids[i] === CHAR_OID ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
  return adapter;
}
