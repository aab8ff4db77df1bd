"use client";

import { useEffect, useRef, useState } from "react";

export type ExitQuicklyProps = {
  label: string;
  /** Where the plain link leads while no script runs: the server ends the session there and leads away. */
  href: string;
  /** Where to go: an ordinary page such as the weather. */
  away: string;
  /** Ends the session: receives POST {} with keepalive. */
  endUrl: string;
  /** Cookie that says so to the server from now on, should that never arrive. */
  leaves: string;
  /** Words read out after the first and the second Shift: what is left to press. */
  pressWords: readonly [first: string, second: string];
  /** Only local-storage keys that begin so are removed; without it, all. */
  storagePrefix?: string;
};

const windowMs = 5000;

/**
 * Leaves at once: mark for the server, white cover, then storage, session and page. By press, by Shift three times within five seconds, or
 * by any `[data-exit-quickly]` link. Before scripts have loaded it is a plain link. Listeners that hold keys in memory
 * drop them on the `exit-quickly` event.
 */
export function ExitQuickly({
  label,
  href,
  away,
  endUrl,
  leaves,
  pressWords,
  storagePrefix = "",
}: ExitQuicklyProps) {
  const [presses, setPresses] = useState(0);
  const count = useRef(0);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let combined = false;
    const say = (presses: number) => {
      count.current = presses;
      setPresses(presses);
      clearTimeout(timer);
      if (presses > 0) timer = setTimeout(() => say(0), windowMs);
    };
    const leave = () => exit({ away, endUrl, leaves, storagePrefix });
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Shift") return;
      combined = event.shiftKey;
      if (count.current > 0) say(0);
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key !== "Shift") return;
      if (combined) combined = false;
      else if (count.current === 2) leave();
      else say(count.current + 1);
    };
    const onClick = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || !event.target.closest("[data-exit-quickly]")) return;
      event.preventDefault();
      leave();
    };
    // A page that was left and is shown again from the browser's memory stays covered until the server has made it anew.
    const onPageShow = () => (left ? location.reload() : say(0));
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("keyup", onKeyUp);
    document.addEventListener("click", onClick);
    window.addEventListener("pageshow", onPageShow);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("keyup", onKeyUp);
      document.removeEventListener("click", onClick);
      window.removeEventListener("pageshow", onPageShow);
    };
  }, [away, endUrl, leaves, storagePrefix]);

  return (
    <div className="relative min-w-0 print:hidden">
      <a
        href={href}
        rel="noreferrer"
        role="button"
        data-exit-quickly=""
        onKeyDown={(event) => event.key === " " && (event.preventDefault(), event.currentTarget.click())}
        className="relative flex min-h-12 items-center rounded-sm bg-exit px-4 text-center font-semibold text-on-exit no-underline hover:underline lg:min-h-11 forced-colors:border"
      >
        {label}
        {presses > 0 && (
          <span aria-hidden="true" className="absolute inset-x-0 bottom-1 flex justify-center gap-1.5">
            {[1, 2, 3].map((n) => (
              <span
                key={n}
                className={`shape h-1.5 w-1.5 ${n <= presses ? "shape-info" : "shape-neutral border!"}`}
              />
            ))}
          </span>
        )}
      </a>
      <span role="status" className="sr-only">
        {presses > 0 && pressWords[presses - 1]}
      </span>
    </div>
  );
}

let left = false;

type Way = Required<Pick<ExitQuicklyProps, "away" | "endUrl" | "leaves" | "storagePrefix">>;

function exit({ away, endUrl, leaves, storagePrefix }: Way) {
  left = true;
  try {
    document.cookie = leaves;
    const cover = document.createElement("div");
    cover.className = "exit-cover";
    document.body.append(cover);
    window.dispatchEvent(new Event("exit-quickly"));
    sessionStorage.clear();
    for (const key of Object.keys(localStorage))
      if (key.startsWith(storagePrefix)) localStorage.removeItem(key);
    const headers = { "content-type": "application/json" };
    fetch(endUrl, { method: "POST", keepalive: true, headers, body: "{}" }).catch(() => {});
  } finally {
    location.replace(away);
  }
}
