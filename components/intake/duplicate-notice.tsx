import { CaseCode } from "@/components/cases/case-code";
import { Bdi } from "@/components/ui/bdi";
import { Notice } from "@/components/ui/notice";
import type { Duplicate } from "@/lib/people/schema";
import { fill, type IntakeWords } from "./script";

type Props = {
  duplicates: readonly Duplicate[];
  words: IntakeWords;
  strengths: Record<string, string>;
  /** The person is saved already. */
  saved?: boolean;
};

/** Who may be the same person, and whom to ask. It says where, never who, and stops nothing. */
export function DuplicateNotice({ duplicates, words: { duplicates: words }, strengths, saved }: Props) {
  if (duplicates.length === 0) return null;
  return (
    <Notice tone="info" title={words.title} live>
      <ul className="flex flex-col gap-1">
        {duplicates.map(({ code, siteName, assigneeName, strength }) => (
          <li key={code}>
            {strengths[strength]}: <CaseCode code={code} /> · <Bdi>{siteName}</Bdi> ·{" "}
            <a href={`/access/${code}`} {...(!saved && { target: "_blank", rel: "noreferrer" })}>
              {assigneeName ? fill(words.ask, { name: assigneeName }) : words.askTeam}
            </a>
          </li>
        ))}
      </ul>
      <p className="pt-1">{saved ? words.later : words.never}</p>
    </Notice>
  );
}
