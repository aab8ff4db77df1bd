import type { SessionClock } from "./session-clock";

/** What one tab tells the others of its browser: whose session it is and how long it lasts; null once it is over. */
export type SessionNews = { userId: string; clock: SessionClock | null };

const name = "session";

export function tellTabs(news: SessionNews): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(news);
  channel.close();
}

/** Listens until the returned function is called. */
export function hearTabs(heard: (news: SessionNews) => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<SessionNews>) => heard(data);
  return () => channel.close();
}
