import type { Random } from "@/lib/testing/random";
import type { Story } from "../stories/story";
import type { Batch } from "./batch";
import { addCase } from "./case";
import { addPerson } from "./person";

/** All rows of somebody's story, with their events: ready to be committed as one batch with others. */
export function addStory(batch: Batch, codes: Random, { person, episodes }: Story): void {
  const personId = addPerson(batch, person, episodes[0]!.openedAt);
  for (const episode of episodes) addCase(batch, codes, personId, person, episode);
}
