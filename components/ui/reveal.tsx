"use client";

import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { buttonClasses } from "./button";

export type RevealProps = {
  /** What everyone may see meanwhile: initials, dots, last digits. */
  masked: ReactNode;
  /** Fetches the hidden words, and records that they were looked at. */
  onReveal: () => Promise<ReactNode>;
  /** `shown` and `hidden` are read out; `failed` is also shown. */
  words: { show: string; hide: string; busy: string; shown: string; hidden: string; failed: string };
  seconds?: number;
};

/**
 * Hidden words behind a press. They leave the page again after a minute, when the tab is hidden, when they scroll out
 * of sight and on a quick exit.
 */
export function Reveal({ masked, onReveal, words, seconds = 60 }: RevealProps) {
  const [content, setContent] = useState<ReactNode>(null);
  const [state, setState] = useState<"idle" | "busy" | "shown" | "hidden" | "failed">("idle");
  const asked = useRef(0);
  const box = useRef<HTMLSpanElement>(null);

  const hide = useCallback(() => {
    asked.current += 1;
    setContent(null);
    setState("hidden");
  }, []);

  async function show() {
    const ask = (asked.current += 1);
    setState("busy");
    try {
      const revealed = await onReveal();
      if (ask !== asked.current) return;
      setContent(revealed);
      setState("shown");
    } catch {
      if (ask === asked.current) setState("failed");
    }
  }

  useEffect(() => {
    if (state !== "shown" && state !== "busy") return;
    const onVisibility = () => document.hidden && hide();
    const timer = state === "shown" ? setTimeout(hide, seconds * 1000) : undefined;
    const sight = new IntersectionObserver(
      ([entry]) => state === "shown" && !entry?.isIntersecting && hide(),
    );
    if (box.current) sight.observe(box.current);
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("pagehide", hide);
    window.addEventListener("exit-quickly", hide);
    return () => {
      clearTimeout(timer);
      sight.disconnect();
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("pagehide", hide);
      window.removeEventListener("exit-quickly", hide);
    };
  }, [state, seconds, hide]);

  const shown = state === "shown";
  const label = shown ? words.hide : state === "busy" ? words.busy : words.show;
  return (
    <span ref={box} className="inline-flex max-w-full flex-wrap items-center gap-x-3 gap-y-1.5">
      <bdi className="min-w-0 wrap-anywhere">{shown ? content : masked}</bdi>
      <button
        type="button"
        aria-disabled={state === "busy" || undefined}
        onClick={shown ? hide : state === "busy" ? undefined : show}
        className={`${buttonClasses("quiet", "small")} text-sm!`}
      >
        {label}
      </button>
      <span role="status" className={state === "failed" ? "text-sm font-normal text-ink-2" : "sr-only"}>
        {state === "shown" || state === "hidden" || state === "failed" ? words[state] : ""}
      </span>
    </span>
  );
}
