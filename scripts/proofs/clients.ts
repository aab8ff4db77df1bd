import { randomUUID } from "node:crypto";

/** Somebody who works: their cookie, and what they may work on. */
export type Worker = { cookie: string; cases: string[]; tasks: { id: string; version: number }[] };

/** What was asked for and has its answer: how often it was sent until then. */
export type Act = { name: string; key: string; sends: number; result: Record<string, unknown> };

type Ask = (name: string, input: object) => Promise<Act>;

/** Asks as this person, under a key of its own, again and again until the answer is there, whatever falls over meanwhile. */
export function asking(origin: string, cookie: string, acts: Act[]): Ask {
  return async (name, input) => {
    const key = randomUUID();
    const headers = { cookie, origin, "content-type": "application/json", "idempotency-key": key };
    for (let sends = 1; ; sends++) {
      const answer = await fetch(`${origin}/api/commands/${name}`, {
        method: "POST",
        headers,
        body: JSON.stringify(input),
        signal: AbortSignal.timeout(15_000),
      }).then(
        async (response) => ({ status: response.status, ...((await response.json()) as Answer) }),
        () => null,
      );
      if (answer?.ok) {
        const act = { name, key, sends, result: answer.result };
        acts.push(act);
        return act;
      }
      const wait = !answer || answer.status === 503 || (answer.status === 409 && !answer.fields);
      if (!wait || sends > 300) throw new Error(`${name} was answered ${JSON.stringify(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
}

type Answer = { ok: boolean; result: Record<string, unknown>; code?: string; fields?: unknown };

/** Works like a busy colleague until `stopped`: registers, writes, refers, reveals, finishes. Ends after a whole piece of work. */
export async function work(
  worker: Worker,
  ask: Ask,
  partnerId: string,
  stopped: () => boolean,
): Promise<void> {
  const pick = <Value>(list: readonly Value[]) => list[Math.floor(Math.random() * list.length)]!;
  const register = async () => {
    const names = [{ full: `Somebody ${randomUUID().slice(0, 8)}`, type: "stated" }];
    const { result } = await ask("case.register", { level: "l0", names, goal: "Rest first" });
    worker.cases.push(result.caseId as string);
    return result.caseId as string;
  };
  const pieces = [
    register,
    () => ask("note.add", { caseId: pick(worker.cases), kind: "talk", language: "en", body: "Rested." }),
    () =>
      ask("note.add", {
        ...{ caseId: pick(worker.cases), kind: "talk", language: "en", body: "Unwell.", privacy: "health" },
      }),
    async () => {
      const caseId = await register();
      const added = await ask("need.add", { caseId, needs: [{ code: "N02", personAgrees: "yes" }] });
      const [{ id: needId }] = added.result.needs as [{ id: string }];
      const asked = { caseId, needId, partnerId, elements: ["needs_requested"], message: "One night." };
      const { result: draft } = await ask("referral.create", asked);
      await ask("referral.send", { referralId: draft.id, version: draft.version });
    },
    () => ask("person.reveal", { caseId: pick(worker.cases), what: "names", reason: "contact_person" }),
    async () => {
      const task = worker.tasks.pop();
      if (task) await ask("task.finish", { taskId: task.id, version: task.version });
    },
  ];
  while (!stopped()) await pick(pieces)();
}
