"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { failureSentence } from "@/components/forms/failure-words";
import { getQuery } from "@/components/forms/get-query";
import { useCommand } from "@/components/forms/use-command";
import { Bdi } from "@/components/ui/bdi";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { Status } from "@/components/ui/status";
import type { ExportState } from "@/lib/audit/exporting/schema";
import { formatDateTime } from "@/lib/core/dates";

type File = NonNullable<ExportState["export"]>;
type Downloaded = { name: string; csv: string };
const everyMilliseconds = 1_000;

/** Has the answer written into a file by the worker, waits for it, and hands it over. */
export function AuditFile({ scope, state: first }: { scope: object; state: ExportState }) {
  const [t, all] = [useTranslations("audit.file"), useTranslations()];
  const [file, setFile] = useState(first.export);
  const asking = useCommand("audit.export");
  const fetching = useCommand<Downloaded>("audit.download");
  const [fetched, setFetched] = useState(false);
  const waits = file?.status === "asked";
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void look(), everyMilliseconds);
    return () => clearInterval(timer);
  }, [waits]);

  async function look() {
    const answer = await getQuery<ExportState>("audit.exportState", {});
    if (answer.ok) setFile(answer.result.export);
  }

  async function ask() {
    setFetched(false);
    if (await asking.send(scope)) await look();
  }

  async function get({ id }: File) {
    const got = await fetching.send({ exportId: id });
    if (got) save(got);
    setFetched(got !== null);
  }

  const failure = asking.failure ?? fetching.failure;
  return (
    <>
      <div>
        <Button type="button" busy={asking.busy || waits} busyLabel={t("making")} onClick={() => void ask()}>
          {t("make")}
        </Button>
      </div>
      <Status tone="attention">{failure && failureSentence(all, failure)}</Status>
      {file && (
        <Section id="last" title={t("last")}>
          <div role="status">
            <FileState file={file} />
          </div>
          {file.until && (
            <div>
              <Button
                type="button"
                variant="quiet"
                busy={fetching.busy}
                busyLabel={t("fetching")}
                onClick={() => void get(file)}
              >
                {t("fetch")}
              </Button>
            </div>
          )}
          <Status tone="done">{fetched && t("fetched")}</Status>
        </Section>
      )}
    </>
  );
}

function FileState({ file: { status, rows, askedAt, until, sha256 } }: { file: File }) {
  const [t, locale] = [useTranslations("audit.file"), useLocale()];
  const time = (at: string) => formatDateTime(new Date(at), locale);
  if (status === "asked") return <Notice tone="info">{t("waiting")}</Notice>;
  if (status === "failed") return <Notice tone="attention">{t("failed")}</Notice>;
  if (!until) return <p className="text-ink-2">{t("over", { time: time(askedAt) })}</p>;
  return (
    <Notice tone="done" title={t("ready", { rows: rows ?? 0 })}>
      <p>{t("asked", { time: time(askedAt), until: time(until) })}</p>
      {sha256 && (
        <p className="text-sm text-ink-2">
          {t("fingerprint")}:{" "}
          <Bdi dir="ltr">
            <code className="break-all">{sha256}</code>
          </Bdi>
        </p>
      )}
    </Notice>
  );
}

/** Into the downloads of the browser; nothing stays on the page. */
function save({ name, csv }: Downloaded) {
  const address = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
