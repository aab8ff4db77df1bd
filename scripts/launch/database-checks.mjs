import { DATABASE_ROLES, SERVING_ROLES } from "./database-roles.mjs";
import { Refusal } from "./refusal.mjs";
import { withClient } from "./roles.mjs";

const WORDS = ["ស្រី", "陈伟", "ထွန်း", "محمد", "สมชาย"];
const POWERS = [
  "pg_read_all_data",
  "pg_write_all_data",
  "pg_execute_server_program",
  "pg_write_server_files",
];

/** Whose member a serving role must not be: it could do their work as well. */
const STRANGERS = {
  onward_app: ["onward_auth", "onward_worker"],
  onward_auth: ["onward_app", "onward_worker"],
  onward_worker: ["onward_auth"],
};

/** Everything that must be true of a database and its roles before the program touches it. */
export async function checkDatabase({ owner, ...serving }) {
  const ownerRole = await reach(DATABASE_ROLES.owner.variable, owner, checkServer);
  await checkServing(serving, ownerRole);
}

/** The part of it that the serving roles can see by themselves. */
export async function checkServing(urls, ownerRole) {
  for (const role of SERVING_ROLES.filter((one) => urls[one]))
    await reach(DATABASE_ROLES[role].variable, urls[role], (client) =>
      checkServingRole(client, DATABASE_ROLES[role], ownerRole),
    );
}

async function reach(name, url, work) {
  try {
    return await withClient(url, work, { connectionTimeoutMillis: 8_000 });
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(sentence(name, url, error));
  }
}

function sentence(name, url, error) {
  const { hostname, port, pathname, username } = new URL(url);
  const place = `${hostname}:${port || 5432}`;
  const role = decodeURIComponent(username);
  if (error.code === "28P01" || error.code === "28000")
    return `The database at ${place} refused the role ${role}: correct the password in ${name}.`;
  if (error.code === "3D000")
    return `There is no database ${pathname.slice(1)} at ${place}: create it (create database ${pathname.slice(1)} owner …) or correct ${name}.`;
  if (error.code === "53100") return "The disk of the database is full: free space there and start again.";
  if (error.code === "57P03") return `The database at ${place} is still starting: try again in a moment.`;
  const cause = error.code ?? error.errors?.[0]?.code ?? error.message;
  return `The database at ${place} cannot be reached (${cause}): start it, or correct ${name}.`;
}

async function checkServer(client) {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
       current_setting('server_encoding') as encoding, current_user as role,
       array(select n from unnest($1::text[]) n where n not in (select rolname from pg_roles)) as missing`,
    [SERVING_ROLES.map((role) => DATABASE_ROLES[role].name)],
  );
  const [server] = rows;
  const sentence =
    complaintAboutServer({ ...server, letters: await knowsAllScripts(client, server) }) ??
    (await complaintAboutMembers(client, server.role));
  if (sentence) throw new Refusal(sentence);
  return server.role;
}

/** The worker may what serves may, and the owner, who seeds, what the worker may: without that they would see nothing. */
async function complaintAboutMembers(client, ownerRole) {
  for (const [member, group] of [
    ["onward_worker", "onward_app"],
    [ownerRole, "onward_worker"],
  ]) {
    const { rows } = await client.query("select pg_has_role($1, $2, 'member') as fine", [member, group]);
    if (!rows[0].fine)
      return `The role ${member} is not a member of ${group}: run grant ${group} to ${member} as a superuser of the database.`;
  }
  return undefined;
}

/** What is wrong with a server, in one sentence, or nothing. */
export function complaintAboutServer({ version, shown, encoding, letters, missing }) {
  if (version < 150000) return `The database is PostgreSQL ${shown}: use PostgreSQL 15 or newer.`;
  if (encoding !== "UTF8")
    return `The database stores text as ${encoding}: create it anew with encoding UTF8 (and a UTF-8 locale).`;
  if (!letters)
    return "The database's locale does not know Khmer, Chinese, Burmese, Arabic or Thai letters: create it anew with lc_ctype C.UTF-8 (initdb --locale=C.UTF-8).";
  if (missing.length > 0) {
    const [name] = missing;
    const { variable } = Object.values(DATABASE_ROLES).find((role) => role.name === name);
    return `The database has no role ${name}: make it (create role ${name} login password '…'; docs/how-to/run-in-production.md has all of them) and name it in ${variable}.`;
  }
  return undefined;
}

/** A plain C locale gives names in these scripts no trigrams: they could be stored but never found. */
async function knowsAllScripts(client, { encoding }) {
  if (encoding !== "UTF8") return false;
  await client.query("begin");
  try {
    await client.query("create extension if not exists pg_trgm");
    const { rows } = await client.query(
      "select bool_and(show_trgm(w) <> '{}') as fine from unnest($1::text[]) w",
      [WORDS],
    );
    return rows[0].fine;
  } catch {
    await client.query("rollback and chain");
    const { rows } = await client.query(
      "select bool_and(w ~ '[[:alpha:]]') as fine from unnest($1::text[]) w",
      [WORDS],
    );
    return rows[0].fine;
  } finally {
    await client.query("rollback");
  }
}

async function checkServingRole(client, { name, variable }, ownerRole) {
  const { rows } = await client.query(
    `select current_user as role, r.rolsuper, r.rolbypassrls, r.rolcreaterole, current_user = $1 as same,
       exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where c.relowner = r.oid and n.nspname not like 'pg\\_%') as owns,
       (select g.rolname from pg_roles g
        where g.oid <> r.oid and pg_has_role(r.oid, g.oid, 'member')
          and (g.rolsuper or g.rolbypassrls or g.rolname = any($2) or g.rolname = $1
               or g.oid = (select datdba from pg_database where datname = current_database()))
        limit 1) as member_of
     from pg_roles r where r.rolname = current_user`,
    [ownerRole ?? null, [...POWERS, ...STRANGERS[name]]],
  );
  const [{ role, rolsuper, rolbypassrls, rolcreaterole, same, owns, member_of }] = rows;
  const fault =
    (same && "is the same role as in DATABASE_OWNER_URL") ||
    (rolsuper && "is a superuser") ||
    (rolbypassrls && "may bypass row-level security") ||
    (rolcreaterole && "may create roles") ||
    (member_of && `is a member of ${member_of}`) ||
    (owns && "owns tables");
  if (fault)
    throw new Refusal(
      `The role ${role} in ${variable} ${fault}, so the database would not protect the data: ${
        member_of
          ? `run revoke ${member_of} from ${role}`
          : "use a separate role made with nosuperuser nobypassrls and no ownership"
      }.`,
    );
  if (role !== name)
    throw new Refusal(
      `${variable} names the role ${role}: use ${name}, which the migrations give its rights to.`,
    );
}
