import { build } from "./build.mjs";
import { generateClient } from "./prisma.mjs";

export async function main() {
  await generateClient();
  await build();
  return 0;
}
