const SHOWN = process.stdout;

/** Prints what is being done, does it, and prints how long it took: `Building … 31.2 s`. */
export async function step(title, work) {
  const began = Date.now();
  SHOWN.write(`${title} … `);
  try {
    const result = await work();
    SHOWN.write(`${seconds(began)}\n`);
    return result;
  } catch (error) {
    SHOWN.write("stopped\n");
    throw error;
  }
}

/** Seconds since a moment, as people read them. */
export function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}
