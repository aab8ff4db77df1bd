import "server-only";
import { SealBroken } from "@/lib/core/aead";
import { log } from "@/lib/core/log";
import { countBrokenSeal } from "@/lib/core/metrics";

/**
 * Opens what lies in the database. When it does not open, somebody has changed it behind the program's back, or its key is
 * gone: that is said in the log and counted, with the place and without the value, whatever becomes of the error.
 */
export function openingStored<Opened>(
  { table, column, row }: { table: string; column: string; row: string },
  open: () => Opened,
): Opened {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    // The rest of a row's name can be what a client chose: the key of its request.
    const [id] = row.split("/");
    log.error({ code: "seal_broken", table, column, row: id }, "a sealed value does not open");
    countBrokenSeal();
    throw error;
  }
}
