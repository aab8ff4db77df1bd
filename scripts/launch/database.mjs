import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkDatabase } from "./database-checks.mjs";
import { startPostgres, stopPostgres } from "./postgres.mjs";
import { placeFor } from "./postgres-place.mjs";
import { ensureDatabase } from "./roles.mjs";
import { readSecrets } from "./secrets.mjs";
import { joinUsers } from "./users.mjs";

const DATABASE = "onward";

/** The note that the database of a home folder has been set up to the end at least once. */
export const preparedNote = (home) => join(home, "prepared");

/** The note that demo data is being made: found at a start, it tells that the making was interrupted. */
export const seedingNote = (home) => join(home, "seeding");

/**
 * The database of an installation: the embedded one of the home folder, or the one that the settings name.
 * Answers `{ urls: { owner, app, auth, worker }, keys, embedded, close() }`; `close` stops the embedded server unless others use it.
 */
export async function openDatabase(settings) {
  if (settings.own) {
    const keys = settings.keys ?? readSecrets(settings.home);
    await checkDatabase(settings.urls);
    return { urls: settings.urls, keys, embedded: undefined, close: async () => {} };
  }
  const dataDir = join(settings.home, "postgres");
  const options = embeddedOptions(settings, dataDir);
  const users = joinUsers(settings.home);
  try {
    // Alone here: a server that still runs was left behind by a killed launcher, perhaps with older settings.
    if (users.others() === 0) await stopPostgres(placeFor(dataDir).dataDir);
    const server = await startPostgres(options);
    await ensureDatabase(server.superUrl, DATABASE, forgetInterrupted(settings.home, users.others() === 0));
    return {
      urls: server.urls(DATABASE),
      keys: settings.keys ?? options.secrets,
      embedded: server,
      restart: () => startPostgres(options),
      close: async (how) => {
        if (users.leave() === 0) await server.stop(how);
      },
    };
  } catch (error) {
    if (users.leave() === 0) await stopPostgres(placeFor(dataDir).dataDir);
    throw error;
  }
}

/** Whether the database must be made anew, because its migrations or demo data were interrupted half-way. */
function forgetInterrupted(home, alone) {
  const anew = alone && existsSync(seedingNote(home));
  if (anew) for (const note of [preparedNote(home), seedingNote(home)]) rmSync(note, { force: true });
  return { unfinished: !existsSync(preparedNote(home)), anew };
}

function embeddedOptions(settings, dataDir) {
  const dataExists = existsSync(join(placeFor(dataDir).dataDir, "PG_VERSION"));
  const secrets = readSecrets(settings.home, { dataExists });
  const passwords = {
    super: secrets.databaseSuperPassword,
    owner: secrets.databaseOwnerPassword,
    app: secrets.databaseAppPassword,
    auth: secrets.databaseAuthPassword,
    worker: secrets.databaseWorkerPassword,
  };
  return { dataDir, passwords, secrets, logFile: join(settings.home, "logs", "postgres.log") };
}
