"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { hearTabs, tellTabs } from "./session-channel";
import { clockFrom, minutesToSay, type SessionClock, touched } from "./session-clock";

const lookEveryMs = 5_000;
const recentMs = 60_000;

/** `minutes` is null while there is nothing to say and 0 once the session is over. */
export type SessionView = { minutes: number | null; moves: boolean };

/**
 * Follows the session that the server keeps: every answer of the server moves it on, typing and pressing near its end
 * asks for more time, and all tabs of the browser know the same. `left` is what was left (ms) when the page was made.
 */
export function useSession(userId: string, left: number): SessionView & { stay: () => Promise<void> } {
  const [view, setView] = useState<SessionView>({ minutes: null, moves: true });
  const clock = useRef<SessionClock | null>(null);
  const lastInput = useRef(0);
  const asking = useRef(false);

  const set = useCallback(
    (next: SessionClock | null, { tell = true } = {}) => {
      clock.current = next;
      if (tell) tellTabs({ userId, clock: next });
      setView(
        next ? { minutes: minutesToSay(next, Date.now()), moves: next.moves } : { minutes: 0, moves: true },
      );
    },
    [userId],
  );

  const stay = useCallback(async () => {
    if (asking.current) return;
    asking.current = true;
    const left = await timeLeft().finally(() => (asking.current = false));
    if (left !== undefined) set(left === null ? null : clockFrom(Date.now(), left));
  }, [set]);

  useEffect(() => {
    set(clockFrom(Date.now(), left));
    const look = () => {
      if (!clock.current) return;
      set(clock.current, { tell: false });
      const soon = minutesToSay(clock.current, Date.now());
      if (soon && clock.current.moves && Date.now() - lastInput.current < recentMs) void stay();
    };
    const stopHearing = hearTabs((news) =>
      // Somebody else signed in here: what this page shows is not theirs.
      news.userId === userId ? set(news.clock, { tell: false }) : location.replace("/"),
    );
    const onInput = () => (lastInput.current = Date.now());
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && void stay();
    const timer = setInterval(look, lookEveryMs);
    const requests = new PerformanceObserver((list) => {
      if (clock.current && list.getEntries().some(reachedUs)) set(touched(clock.current, Date.now()));
    });
    requests.observe({ type: "resource" });
    document.addEventListener("keydown", onInput);
    document.addEventListener("pointerdown", onInput);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pageshow", onShow);
    return () => {
      stopHearing();
      clearInterval(timer);
      requests.disconnect();
      document.removeEventListener("keydown", onInput);
      document.removeEventListener("pointerdown", onInput);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pageshow", onShow);
    };
  }, [userId, left, set, stay]);

  return { ...view, stay };
}

/** Milliseconds that the server still gives, which by being asked gives more; null when over, undefined when not reached. */
async function timeLeft(): Promise<number | null | undefined> {
  try {
    const response = await fetch("/api/queries/me.get");
    if (response.status === 401) return null;
    if (!response.ok) return undefined;
    const { result } = (await response.json()) as { result: { sessionExpires: string; now: string } };
    return Date.parse(result.sessionExpires) - Date.parse(result.now);
  } catch {
    return undefined;
  }
}

/** True for a request of a page's program that our server answered, so that it counted as contact; signing out does not. */
function reachedUs(entry: PerformanceEntry): boolean {
  const { initiatorType, name, responseStatus = 200 } = entry as PerformanceResourceTiming;
  const ours = name.startsWith(location.origin) && !name.endsWith("/session.revoke");
  return initiatorType === "fetch" && ours && responseStatus >= 200 && responseStatus < 400;
}
