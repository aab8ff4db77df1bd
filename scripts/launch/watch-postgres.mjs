/**
 * Looks after the embedded PostgreSQL: when it was killed, starts it again on the same port, so that the programs'
 * connection pools recover by themselves. `failed` resolves with a reason after five quick deaths in a row.
 */
export function watchPostgres(database, { every = 500, quick = 10_000, patience = 5, say = () => {} } = {}) {
  let giveUp;
  let timer;
  let stopped = false;
  let quickDeaths = 0;
  let began = Date.now();
  let server = database.embedded;
  let looking = Promise.resolve();
  const failed = new Promise((resolve) => (giveUp = resolve));

  const look = async () => {
    if (server.isRunning()) return;
    quickDeaths = Date.now() - began < quick ? quickDeaths + 1 : 1;
    if (quickDeaths >= patience) throw new Error("it ended five times in a row");
    say("The database ended; starting it again.");
    server = await database.restart();
    began = Date.now();
  };
  const again = () => {
    timer = setTimeout(() => {
      looking = look().catch((error) => {
        stopped = true;
        giveUp({ name: "database", how: error.message });
      });
      looking.then(() => stopped || again());
    }, every);
  };
  if (server) again();

  return {
    failed,
    /** Ends the watching; a restart under way is waited for. */
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
