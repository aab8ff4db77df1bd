"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureSentence, fieldSentences } from "@/components/forms/failure-words";
import { keepTyped } from "@/components/forms/keep-typed";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { CopyField } from "@/components/users/copy-field";
import { endOfDay } from "@/components/users/until";
import { formatDate } from "@/lib/core/dates";

type Option = { value: string; label: string; hint: string };
type Made = { token: string; expiresAt: string };

/** Names a token and what it may do; then shows it, once. */
export function TokenForm({ options }: { options: readonly Option[] }) {
  const t = useTranslations("users.tokens");
  const all = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand<Made>("token.create");
  const [made, setMade] = useState<Made | null>(null);
  const [attempt, setAttempt] = useState(0);
  const wrong: Record<string, string> = failure ? fieldSentences(all, failure) : {};
  const errors = Object.entries(wrong).map(([fieldId, message]) => ({ fieldId, message }));

  async function submit(form: FormData) {
    setAttempt(attempt + 1);
    const done = await send({
      name: String(form.get("name")),
      permissions: form.getAll("permissions"),
      expiresAt: endOfDay(String(form.get("expiresAt"))) ?? undefined,
    });
    if (!done) return;
    setMade(done);
    router.refresh();
  }

  if (made) return <NewToken {...made} />;
  return (
    <form action={(form) => void submit(form)} onReset={keepTyped} noValidate className="flex flex-col gap-6">
      <ErrorSummary title={all("users.rights.problem")} errors={errors} attempt={attempt} />
      {failure && errors.length === 0 && (
        <Notice tone="attention" live>
          {failureSentence(all, failure)}
        </Notice>
      )}
      <TextField name="name" label={t("nameLabel")} hint={t("nameHint")} width="long" error={wrong.name} />
      <CheckboxGroup
        name="permissions"
        legend={t("permissions")}
        hint={t("permissionsHint")}
        options={options}
        error={wrong.permissions}
      />
      <TextField
        name="expiresAt"
        type="date"
        label={t("until")}
        hint={t("untilHint")}
        optional={all("users.rights.optional")}
        width="medium"
        error={wrong.expiresAt}
      />
      <div>
        <Button busy={busy} busyLabel={t("busy")}>
          {t("make")}
        </Button>
      </div>
    </form>
  );
}

function NewToken({ token, expiresAt }: Made) {
  const [t, locale] = [useTranslations("users.tokens"), useLocale()];
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="flex scroll-mt-20 flex-col gap-4">
      <Notice tone="done" live title={t("made")}>
        {t("madeLead", { when: formatDate(new Date(expiresAt), locale) })}
      </Notice>
      <Card>
        <CopyField
          name="token"
          label={t("token")}
          value={token}
          words={{ copy: t("copy"), copied: t("copied") }}
        />
      </Card>
    </div>
  );
}
