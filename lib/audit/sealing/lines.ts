import "server-only";
import { createReadStream } from "node:fs";

/** The lines of a text file, some at a time. Only a line feed ends one: what else Unicode calls a separator is text. */
export async function* linesOf(file: string): AsyncGenerator<string[]> {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    yield lines;
  }
  if (rest) yield [rest];
}
