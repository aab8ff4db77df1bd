import { getLocale, getTranslations } from "next-intl/server";
import { Bdi } from "@/components/ui/bdi";
import { Empty } from "@/components/ui/empty";
import { StatusTag, type Tone } from "@/components/ui/status-tag";
import { Timeline } from "@/components/ui/timeline";
import { sentenceOf } from "@/lib/audit/sentences";
import type { Look, Looker } from "@/lib/cases/looking/schema";
import { dayOf, formatDate, formatTime, startOfDay } from "@/lib/core/dates";
import { revealReasons } from "@/lib/people/schema";

type Mark = "outside" | "emergency" | "let_in" | "refused";
const tones: Record<Mark, Tone> = {
  outside: "attention",
  emergency: "act",
  let_in: "info",
  refused: "attention",
};

/** Who looked, by day and person: where they stood to the case, what they opened, how often and why. */
export async function LookerList({ lookers }: { lookers: readonly Looker[] }) {
  const [t, users, locale] = await Promise.all([
    getTranslations("cases.screen.looked"),
    getTranslations("users.role"),
    getLocale(),
  ]);
  if (lookers.length === 0) return <Empty>{t("none")}</Empty>;
  const today = dayOf(new Date());
  const dayIn = (day: string) => (day === today ? t("today") : formatDate(startOfDay(day), locale));
  const items = lookers.map((one) => ({
    key: `${one.day} ${one.actorId}`,
    tone: marksOf(one).length > 0 ? tones[marksOf(one)[0]!] : ("neutral" as const),
    title: (
      <>
        <Bdi>{one.name ?? t("somebody")}</Bdi>
        {[one.role && users(one.role), t(`standing.${one.standing}`)]
          .filter(Boolean)
          .map((word) => ` · ${word}`)}
      </>
    ),
    meta: t("last", { day: dayIn(one.day), time: formatTime(new Date(one.lastAt), locale) }),
    children: <Looks of={one} />,
  }));
  return <Timeline items={items} />;
}

/** What is not as usual about somebody's look, in words of its own. */
function marksOf({ standing, looks }: Looker): Mark[] {
  const refused = looks.some(({ kind }) => kind === "refused");
  const apart = standing === "outside" || standing === "emergency" || standing === "let_in";
  return [...(apart ? [standing] : []), ...(refused ? ["refused" as const] : [])];
}

async function Looks({ of }: { of: Looker }) {
  const t = await getTranslations("cases.screen.looked");
  const marks = marksOf(of);
  return (
    <div className="flex flex-col items-start gap-1">
      <ul className="list-disc ps-5">
        {of.looks.map((one) => (
          <li key={[one.action, one.reason, one.what, one.kind].join()}>
            <LookSentence look={one} />
          </li>
        ))}
      </ul>
      {marks.length > 0 && (
        <p className="flex flex-wrap gap-1">
          {marks.map((mark) => (
            <StatusTag key={mark} tone={tones[mark]}>
              {t(`mark.${mark}`)}
            </StatusTag>
          ))}
        </p>
      )}
    </div>
  );
}

async function LookSentence({ look }: { look: Look }) {
  const [t, audit, reasons] = await Promise.all([
    getTranslations("cases.screen.looked"),
    getTranslations("audit"),
    getTranslations("people.revealReason"),
  ]);
  const { kind, action, reason, what, count } = look;
  const { key, values } = sentenceOf({
    kind: kind === "refused" ? "denied" : "view",
    outcome: kind === "refused" ? "denied" : "allowed",
    action,
    detail: {},
  });
  const sentence = audit.has(key as never) ? audit(key as never, values as never) : action;
  const part = what && t.has(`what.${what}` as never) ? t(`what.${what}` as never) : "none";
  // A way in, such as an emergency, is said of the person already.
  const coded = revealReasons.find((code) => code === reason);
  return (
    <>
      {t("act", { sentence, what: part })}
      {count > 1 && ` · ${t("times", { count })}`}
      {coded && ` · ${t("reason", { reason: reasons(coded) })}`}
    </>
  );
}
