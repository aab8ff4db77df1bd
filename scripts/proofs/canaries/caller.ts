type Answer = { ok: boolean; result: Record<string, unknown>; code?: string };

/** One person at the doors: what they send, and every answer as bytes. */
export type Caller = {
  tell: (command: string, input: object) => Promise<Answer>;
  ask: (query: string, input: Record<string, string>) => Promise<Answer>;
  answers: string[];
  /** The headers that say who they are. */
  who: Record<string, string>;
};

/** Somebody at the HTTP doors, with these headers: a cookie, or a partner's link. */
export function callerAt(origin: string, who: Record<string, string>): Caller {
  const answers: string[] = [];
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${origin}${path}`, {
      ...init,
      headers: { origin, "content-type": "application/json", ...who },
    });
    const text = await response.text();
    answers.push(`${JSON.stringify([...response.headers])}\n${text}`);
    return JSON.parse(text) as Answer;
  };
  return {
    answers,
    who,
    tell: (command, input) =>
      send(`/api/commands/${command}`, { method: "POST", body: JSON.stringify(input) }),
    ask: (query, input) => send(`/api/queries/${query}?${new URLSearchParams(input)}`),
  };
}

/** The command must be done: a canary that was refused shows nothing about what is kept. */
export async function done<Result>(who: Caller, command: string, input: object): Promise<Result> {
  const answer = await who.tell(command, input);
  if (!answer.ok) throw new Error(`${command} was answered ${JSON.stringify(answer)}`);
  return answer.result as Result;
}
