"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";

type Props = { name: string; label: string; value: string; words: { copy: string; copied: string } };

/** A secret that is shown once, to read or copy. */
export function CopyField({ name, label, value, words }: Props) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <TextField name={name} label={label} value={value} readOnly dir="ltr" spellCheck={false} />
      <div>
        <Button
          type="button"
          onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
        >
          {copied ? words.copied : words.copy}
        </Button>
      </div>
    </>
  );
}
