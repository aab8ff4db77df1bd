"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { keepTyped } from "@/components/forms/keep-typed";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import type { Site } from "@/lib/organisations/schema";
import { type GrantKind, grantKinds, type Role, roles } from "@/lib/users/schema";
import { placeKey, placeOfKey, placeOptions } from "./place-options";
import { dayOfEnd, endOfDay } from "./until";

export type RightsNow = {
  userId: string;
  version: number;
  name: string;
  role: Role;
  places: { siteId: string; teamId: string | null }[];
  grants: { kind: GrantKind; endsAt: string | null }[];
  endsAt: string | null;
};
type Props<Result> = {
  sites: readonly Site[];
  /** Who is changed; without it somebody new is invited. */
  now?: RightsNow;
  onDone: (result: Result, name: string) => void;
};

/** One form with everything that somebody may be: for an invitation, and to change an account. */
export function RightsForm<Result>({ sites, now, onDone }: Props<Result>) {
  const t = useTranslations("users");
  const all = useTranslations();
  const { send, busy, failure } = useCommand<Result>(now ? "user.update" : "user.invite");
  const [role, setRole] = useState<Role | "">(now?.role ?? "");
  const [attempt, setAttempt] = useState(0);
  const wrong: Record<string, string> = failure ? fieldSentences(all, failure) : {};
  const [sent, setSent] = useState<GrantKind[]>([]);
  const grantError = (kind: GrantKind) => wrong[`grants.${sent.indexOf(kind)}.endsAt`];
  const errors = Object.entries(wrong).map(([path, message]) => ({
    fieldId: path.startsWith("grants.") ? `until-${sent[Number(path.split(".")[1])]}` : path,
    message,
  }));
  const volunteer = role === "limited";

  async function submit(form: FormData) {
    const one = (name: string) => String(form.get(name) ?? "");
    // Left blank, volunteers get what is usual; for anybody else there is no end.
    const end = (name: string) => endOfDay(one(name)) ?? (volunteer ? undefined : null);
    const kinds = form.getAll("grants") as GrantKind[];
    setSent(kinds);
    setAttempt(attempt + 1);
    const done = await send({
      ...(now ? { userId: now.userId, version: now.version } : { email: one("email") }),
      displayName: one("displayName"),
      role: role || undefined,
      places: form.getAll("places").map((key) => placeOfKey(String(key))),
      grants: kinds.map((kind) => ({ kind, endsAt: end(`until-${kind}`) })),
      endsAt: end("endsAt"),
    });
    if (done !== null) onDone(done, one("displayName"));
  }

  return (
    <form action={(form) => void submit(form)} onReset={keepTyped} noValidate className="flex flex-col gap-8">
      <ErrorSummary title={t("rights.problem")} errors={errors} attempt={attempt} />
      {failure && errors.length === 0 && (
        <Notice tone="attention" live>
          {failureSentence(all, failure)}
        </Notice>
      )}
      {!now && (
        <TextField name="email" type="email" label={t("rights.email")} width="long" error={wrong.email} />
      )}
      <TextField
        name="displayName"
        label={t("rights.name")}
        defaultValue={now?.name}
        width="long"
        error={wrong.displayName}
      />
      <RadioGroup
        name="role"
        legend={t("rights.role")}
        defaultValue={role || undefined}
        options={roles.map((value) => ({
          value,
          label: t(`role.${value}`),
          hint: t(`roleExplained.${value}`),
        }))}
        onChange={(event) => setRole(event.target.value as Role)}
        error={wrong.role}
      />
      <PlaceChoice key={role} {...{ role, sites, now }} error={wrong.places} />
      <CheckboxGroup
        name="grants"
        legend={t("rights.grants")}
        hint={t("rights.grantsHint")}
        defaultValue={now?.grants.map(({ kind }) => kind)}
        options={grantKinds.map((kind) => ({
          value: kind,
          label: t(`grant.${kind}`),
          hint: t(`grantExplained.${kind}`),
          detail: (
            <TextField
              name={`until-${kind}`}
              type="date"
              label={t("rights.grantUntil", { grant: t(`grant.${kind}`) })}
              hint={t(volunteer ? "rights.grantVolunteerHint" : "rights.grantHint")}
              optional={t("rights.optional")}
              width="medium"
              defaultValue={dayOfEnd(now?.grants.find((grant) => grant.kind === kind)?.endsAt ?? null)}
              error={grantError(kind)}
            />
          ),
        }))}
      />
      <TextField
        name="endsAt"
        type="date"
        label={t("rights.until")}
        hint={t(volunteer ? "rights.volunteerHint" : "rights.untilHint")}
        optional={t("rights.optional")}
        width="medium"
        defaultValue={dayOfEnd(now?.endsAt ?? null)}
        error={wrong.endsAt}
      />
      <div>
        <Button busy={busy} busyLabel={t("rights.busy")}>
          {now ? t("rights.save") : t("rights.invite")}
        </Button>
      </div>
    </form>
  );
}

type PlaceProps = {
  role: Role | "";
  sites: readonly Site[];
  now: RightsNow | undefined;
  error?: string | undefined;
};

function PlaceChoice({ role, sites, now, error }: PlaceProps) {
  const t = useTranslations("users");
  if (role === "") return null;
  if (role === "administrator") return <Notice tone="restricted">{t("rights.noPlaces")}</Notice>;
  return (
    <CheckboxGroup
      name="places"
      legend={t("rights.places")}
      hint={t("rights.placesHint")}
      defaultValue={now?.places.map(placeKey)}
      options={placeOptions(role, sites).map(({ value, site, team }) => ({
        value,
        label: team === null ? t("places.wholeSite", { site }) : t("places.team", { site, team }),
      }))}
      error={error}
    />
  );
}
