"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { failureReasons } from "@/components/forms/failure-words";
import { keepTyped } from "@/components/forms/keep-typed";
import { useCommand } from "@/components/forms/use-command";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** A button that turns into a field for the passkey's name. */
export function NameForm({ passkeyId, name }: { passkeyId: string; name: string }) {
  const t = useTranslations("factors.mine");
  const setUp = useTranslations("factors.setUp");
  const all = useTranslations();
  const router = useRouter();
  const { send, busy, failure } = useCommand("passkey.rename");
  const [open, setOpen] = useState(false);
  async function rename(form: FormData) {
    if (!(await send({ passkeyId, name: form.get(`name-${passkeyId}`) }))) return;
    setOpen(false);
    router.refresh();
  }
  if (!open)
    return (
      <Button type="button" variant="quiet" size="small" onClick={() => setOpen(true)}>
        {t("rename")}
        <VisuallyHidden> {t("removeOf", { name })}</VisuallyHidden>
      </Button>
    );
  return (
    <form action={rename} onReset={keepTyped} className="flex flex-wrap items-end gap-2">
      <TextField
        name={`name-${passkeyId}`}
        label={setUp("name")}
        defaultValue={name}
        error={failure && failureReasons(all, failure)}
        maxLength={60}
        required
        autoFocus
        width="medium"
      />
      <Button size="small" busy={busy} busyLabel={t("renaming")}>
        {t("save")}
      </Button>
    </form>
  );
}
