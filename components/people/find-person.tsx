"use client";

import { type FormEvent, useRef, useState } from "react";
import type { z } from "zod";
import { getQuery } from "@/components/forms/get-query";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Status } from "@/components/ui/status";
import { TextField } from "@/components/ui/text-field";
import type { searchOutput } from "@/lib/cases/finding/schema";
import type { Messages } from "@/lib/core/messages";
import { FoundPeople } from "./found-people";

type Found = z.output<typeof searchOutput>;
type Words = Messages["people"]["screen"]["find"];
type State =
  | { kind: "idle" | "busy" | "empty" }
  | { kind: "found"; found: Found }
  | { kind: "failed"; reason: "offline" | "signedOut" | "failed" };

type Props = { words: Words; strengths: Messages["people"]["strength"]; newPerson: string };

/**
 * Finds people by code, name or number. The question is asked from the page and never becomes part of an address: a
 * name must not stay in the history of a shared computer.
 */
export function FindPerson({ words, strengths, newPerson }: Props) {
  const [state, setState] = useState<State>({ kind: "idle" });
  const running = useRef<AbortController | null>(null);

  async function find(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const q = event.currentTarget.querySelector("input")?.value.trim() ?? "";
    running.current?.abort();
    if (!q) return setState({ kind: "empty" });
    const asking = (running.current = new AbortController());
    setState({ kind: "busy" });
    const answer = await getQuery<Found>("person.search", { q }, asking.signal);
    if (asking.signal.aborted) return;
    if (answer.ok) setState({ kind: "found", found: answer.result });
    else setState({ kind: "failed", reason: reasons[answer.code] ?? "failed" });
  }

  const people = state.kind === "found" ? state.found.people : [];
  return (
    <div className="flex flex-col gap-4">
      <form role="search" method="post" onSubmit={find} className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="min-w-0 max-w-xl flex-[1_1_12rem]">
          <TextField
            id="find"
            // Without a name the browser itself could send nothing.
            name=""
            type="text"
            enterKeyHint="search"
            spellCheck={false}
            autoCapitalize="none"
            maxLength={100}
            label={words.label}
            hint={words.hint}
            error={state.kind === "empty" ? words.empty : undefined}
          />
        </div>
        <Button busy={state.kind === "busy"} busyLabel={words.busy}>
          {words.submit}
        </Button>
      </form>
      <Status>{sentenceOf(state, words)}</Status>
      <FoundPeople people={people} words={words} strengths={strengths} />
      {state.kind === "found" && people.length === 0 && (
        <div>
          <LinkButton href="/people/new" variant="quiet">
            {newPerson}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

const reasons: Record<string, "offline" | "signedOut"> = { OFFLINE: "offline", UNAUTHENTICATED: "signedOut" };

function sentenceOf(state: State, words: Words): string {
  if (state.kind === "failed") return words[state.reason];
  if (state.kind !== "found") return "";
  const { people, more } = state.found;
  if (people.length === 0) return words.none;
  const count = people.length === 1 ? words.one : words.several.replace("{count}", String(people.length));
  return more ? `${count} ${words.more}` : count;
}
