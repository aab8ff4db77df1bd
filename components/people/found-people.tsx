import type { z } from "zod";
import { CaseCode } from "@/components/cases/case-code";
import { Bdi } from "@/components/ui/bdi";
import { Card } from "@/components/ui/card";
import { StatusTag } from "@/components/ui/status-tag";
import type { foundPerson } from "@/lib/cases/finding/schema";
import type { Messages } from "@/lib/core/messages";
import { unopenedInitials } from "@/lib/people/schema";

type Found = z.output<typeof foundPerson>;
type Words = Messages["people"]["screen"]["find"];
type Props = { people: readonly Found[]; words: Words; strengths: Messages["people"]["strength"] };

/** Whom a search found: where to look, or, for somebody not in one's care, whom to ask. */
export function FoundPeople({ people, words, strengths }: Props) {
  if (people.length === 0) return null;
  return (
    <ul className="grid gap-2.5 md:grid-cols-2">
      {people.map((found) => (
        <li key={found.code}>
          <Card title={<Who found={found} words={words} />}>
            <div className="flex flex-wrap gap-2">
              <StatusTag tone={found.strength === "exact" ? "info" : "neutral"}>
                {strengths[found.strength]}
              </StatusTag>
            </div>
            <p className="text-ink-2">{found.visible ? place(found, words) : known(found, words)}</p>
            {!found.visible && (
              <p>
                <a href={`/access/${found.code}`}>{whomToAsk(found, words)}</a>
              </p>
            )}
          </Card>
        </li>
      ))}
    </ul>
  );
}

function Who({ found: { caseId, code, initials, visible }, words }: { found: Found; words: Words }) {
  if (!visible || !caseId) return <CaseCode code={code} />;
  return (
    <a href={`/cases/${caseId}`}>
      <CaseCode code={code} /> · {initialsOr(words, initials)}
    </a>
  );
}

function initialsOr(words: Words, initials: string | null) {
  if (initials === unopenedInitials) return words.unopened;
  return initials ? <Bdi>{initials}</Bdi> : words.noName;
}

function place({ siteName, assigneeName }: Found, words: Words): string {
  return `${siteName} · ${assigneeName ?? words.nobody}`;
}

function known({ siteName }: Found, words: Words): string {
  return words.known.replace("{site}", siteName);
}

function whomToAsk({ assigneeName }: Found, words: Words): string {
  return assigneeName ? words.ask.replace("{name}", assigneeName) : words.askTeam;
}
