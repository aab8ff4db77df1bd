"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { newCommandKey, postCommand } from "@/components/forms/post-command";
import { Bdi } from "@/components/ui/bdi";
import { Reveal } from "@/components/ui/reveal";
import { unopenedInitials } from "@/lib/people/schema";
import type { RevealWay } from "./reveal-way";

type Names = { preferredName?: string | null; names?: { full: string }[] };
type Props = { caseId: string; initials: string | null; way: RevealWay };

const reasons = {
  other: ["contact_person", "check_identity", "safety", "other"],
  safety: ["safety"],
} as const;

/** Initials, and the full name behind a press. On other people's cases the reason is asked first. Both are recorded. */
export function RevealName({ caseId, initials, way }: Props) {
  const t = useTranslations("cases.screen");
  const [reason, setReason] = useState(way === "own" ? "own_case" : "");
  const masked = initials === unopenedInitials ? t("unopened") : (initials ?? t("noName"));

  async function open() {
    const body = { caseId, what: "names", reason };
    const answer = await postCommand<Names>("person.reveal", body, { key: newCommandKey() });
    if (!answer.ok) throw new Error(answer.code);
    const { preferredName, names = [] } = answer.result;
    const all = [preferredName, ...names.map(({ full }) => full)].filter(Boolean);
    return all.length > 0 ? <Bdi>{[...new Set(all)].join(" · ")}</Bdi> : t("noName");
  }

  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2">
      {(way === "other" || way === "safety") && (
        <select
          className="control order-last w-auto max-w-full min-w-0 text-base font-normal"
          aria-label={t("reveal.why")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        >
          <option value="">{t("reveal.why")}</option>
          {reasons[way].map((code) => (
            <option key={code} value={code}>
              {t(`reveal.reason.${code}`)}
            </option>
          ))}
        </select>
      )}
      {reason ? (
        <Reveal
          masked={masked}
          onReveal={open}
          words={{
            show: t("reveal.show"),
            hide: t("reveal.hide"),
            busy: t("reveal.busy"),
            shown: t("reveal.shown"),
            hidden: t("reveal.hidden"),
            failed: t("reveal.failed"),
          }}
        />
      ) : (
        <span>{masked}</span>
      )}
    </span>
  );
}
