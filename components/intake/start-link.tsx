"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import { LinkButton, type LinkButtonProps } from "@/components/ui/link-button";

type Props = Omit<LinkButtonProps, "href" | "onClick"> & {
  level: string;
  /** Used before scripts have loaded. */
  draftId: string;
};

/** Begins a new draft at each press: a page that Back brings up again must not lead into the draft before. */
export function StartLink({ level, draftId, ...link }: Props) {
  const router = useRouter();
  function begin(event: MouseEvent) {
    event.preventDefault();
    router.push(hrefOf(crypto.randomUUID(), level));
  }
  return <LinkButton {...link} href={hrefOf(draftId, level)} onClick={begin} />;
}

function hrefOf(draftId: string, level: string): string {
  return `/people/new/${draftId}/talk?level=${level}`;
}
