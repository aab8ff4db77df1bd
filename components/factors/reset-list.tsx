"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { failureReasons } from "@/components/forms/failure-words";
import { useCommand } from "@/components/forms/use-command";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { OptionRow } from "@/components/ui/option-row";
import { Select } from "@/components/ui/select";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

type Row = { resetId: string; name: string; state: string; mayConfirm: boolean };
type Person = { id: string; name: string };
type Props = { rows: readonly Row[]; people: readonly Person[] };

/** Who is to start anew, the second agreement, stopping it, and proposing it for somebody. */
export function ResetList({ rows, people }: Props) {
  const t = useTranslations("factors.reset");
  const all = useTranslations();
  const router = useRouter();
  const propose = useCommand("factorReset.propose");
  const confirm = useCommand("factorReset.confirm");
  const cancel = useCommand("factorReset.cancel");
  const [said, setSaid] = useState<"proposed" | "confirmed" | "stopped" | null>(null);
  const [sure, setSure] = useState(false);
  const [target, setTarget] = useState("");
  const status = useRef<HTMLDivElement>(null);
  const failure = propose.failure ?? confirm.failure ?? cancel.failure;
  useEffect(() => {
    if (said || failure) status.current?.focus();
  }, [said, failure]);

  async function carry(way: typeof propose, input: object, done: NonNullable<typeof said>) {
    setSaid(null);
    if (!(await way.send(input))) return;
    setSaid(done);
    setSure(false);
    router.refresh();
  }
  return (
    <div className="flex flex-col gap-4">
      <div ref={status} tabIndex={-1} role="status" className="empty:hidden">
        {said && <Notice tone="done">{t(said)}</Notice>}
        {!said && failure && <Notice tone="attention">{failureReasons(all, failure)}</Notice>}
      </div>
      {rows.length === 0 ? (
        <Empty>{t("none")}</Empty>
      ) : (
        <ul className="flex flex-col divide-y divide-divider rounded-lg border border-divider bg-surface">
          {rows.map(({ resetId, name, state, mayConfirm }) => (
            <li
              key={resetId}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3"
            >
              <span className="flex min-w-0 flex-col wrap-anywhere">
                <span className="font-semibold">
                  <Bdi>{name}</Bdi>
                </span>
                <span className="text-sm text-ink-2">{state}</span>
              </span>
              <span className="flex flex-wrap gap-2">
                {mayConfirm && (
                  <Button
                    type="button"
                    size="small"
                    busy={confirm.busy && target === resetId}
                    busyLabel={t("confirming")}
                    onClick={() => {
                      setTarget(resetId);
                      void carry(confirm, { resetId }, "confirmed");
                    }}
                  >
                    {t("confirm")}
                    <VisuallyHidden> {t("cancelOf", { name })}</VisuallyHidden>
                  </Button>
                )}
                <Button
                  type="button"
                  variant="quiet"
                  size="small"
                  busy={cancel.busy && target === resetId}
                  busyLabel={t("stopping")}
                  onClick={() => {
                    setTarget(resetId);
                    void carry(cancel, { resetId }, "stopped");
                  }}
                >
                  {t("cancel")}
                  <VisuallyHidden> {t("cancelOf", { name })}</VisuallyHidden>
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {people.length > 0 && (
        <form
          className="flex max-w-text flex-col gap-3"
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            const userId = new FormData(event.currentTarget).get("userId");
            void carry(propose, { userId }, "proposed");
          }}
        >
          <Select
            name="userId"
            label={t("person")}
            required
            options={[
              { value: "", label: t("choose") },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <OptionRow
            type="checkbox"
            id="sure"
            name="sure"
            required
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
            label={t("sure")}
          />
          <div>
            <Button variant="quiet" busy={propose.busy} busyLabel={t("proposing")}>
              {t("propose")}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
