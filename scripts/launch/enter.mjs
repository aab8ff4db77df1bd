import { complaintAbout } from "./node-version.mjs";

/**
 * The first thing every command does, in words that any Node understands: refuse one that is too old, then load the rest,
 * bring it onto Node 24 with all packages installed, and run it. `load` answers `{ main, before? }`.
 */
export function enter(load) {
  const complaint = complaintAbout(process.versions.node);
  if (complaint) {
    process.stderr.write(complaint + "\n");
    process.exitCode = 1;
    return;
  }
  Promise.all([load(), import("./hand-over.mjs"), import("./refusal.mjs")])
    .then(async ([command, { handOver }, { report }]) => {
      if (!(await handOver(command.before))) return;
      try {
        process.exitCode = await command.main(process.argv.slice(2));
      } catch (error) {
        report(error);
        process.exitCode = 1;
      }
      // Whatever a library keeps open must not keep a finished command alive.
      process.exit();
    })
    .catch((error) => {
      process.stderr.write(String((error && error.stack) || error) + "\n");
      process.exit(1);
    });
}
