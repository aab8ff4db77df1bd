import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CommandAnswer } from "@/components/forms/post-command";
import type { Answers } from "@/lib/intake/schema";
import { type Draft, DraftKeeper, idleMs, type Line, longestMs } from "./draft-keeper";

type Saved = { draftId: string; version: number; savedAt: string };
type Body = { answers: Answers; version?: number; step: string };

const offline: CommandAnswer<Saved> = { ok: false, code: "OFFLINE" };
const conflict: CommandAnswer<Saved> = { ok: false, code: "CONFLICT" };

function fresh(change: Partial<Draft> = {}): Draft {
  const draft = {
    draftId: "d",
    version: null,
    level: "l0",
    step: "talk",
    answers: {},
    caseId: null,
  } as const;
  return { ...draft, savedAt: null, ...change };
}

/** A server that accepts, except for what `refusals` holds back, one a call. */
function lineWith(refusals: CommandAnswer<Saved>[] = [], stored: Answers | null = null) {
  const saves: { body: Body; key: string }[] = [];
  let version = stored ? 7 : 0;
  let keys = 0;
  const line: Line = {
    async save(body, key) {
      saves.push({ body: structuredClone(body) as Body, key });
      const refusal = refusals.shift();
      if (refusal) return refusal;
      version += 1;
      return { ok: true, result: { draftId: "d", version, savedAt: `2026-11-22T03:4${version}:00.000Z` } };
    },
    load: async () => ({ ok: true, result: stored && { answers: stored, version } }),
    newKey: () => `key-${++keys}`,
  };
  return { line, saves };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("DraftKeeper", () => {
  it("saves once after a pause, and says so only then", async () => {
    const { line, saves } = lineWith();
    const keeper = new DraftKeeper(fresh(), line);
    expect(keeper.now().saving).toEqual({ kind: "nothing" });
    keeper.answer("canTalkSafely", "yes");
    keeper.answer("safeTonight", "no");
    expect(keeper.now().saving).toEqual({ kind: "saving" });
    await vi.advanceTimersByTimeAsync(idleMs - 1);
    expect(saves).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(saves.map(({ body }) => body.answers)).toEqual([{ canTalkSafely: "yes", safeTonight: "no" }]);
    expect(keeper.now().saving).toEqual({ kind: "saved", at: "2026-11-22T03:41:00.000Z" });
    expect(keeper.unsaved).toBe(false);
  });

  it("loses no more than two seconds of somebody who never pauses", async () => {
    const { line, saves } = lineWith();
    const keeper = new DraftKeeper(fresh(), line);
    for (let second = 0; second < 10; second++) {
      keeper.answer("goal", { text: "x".repeat(second + 1) });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(saves.length).toBeGreaterThanOrEqual(10_000 / longestMs - 1);
    expect(keeper.now().saving.kind).not.toBe("nothing");
  });

  it("makes no draft of somebody who only looks, and keeps the step of a draft that exists", async () => {
    const { line, saves } = lineWith();
    const looking = new DraftKeeper(fresh(), line);
    looking.moveTo("name");
    expect(await looking.flush()).toBe(true);
    expect(saves).toHaveLength(0);

    const going = new DraftKeeper(fresh({ version: 3 }), line);
    going.moveTo("name");
    await going.flush();
    expect(saves.map(({ body }) => [body.step, body.version])).toEqual([["name", 3]]);
  });

  it("names the version it saw, and sends one save at a time", async () => {
    const { line, saves } = lineWith();
    const keeper = new DraftKeeper(fresh(), line);
    await keeper.check();
    keeper.answer("canTalkSafely", "yes");
    const first = keeper.flush();
    keeper.answer("canTalkSafely", "no");
    expect(await Promise.all([first, keeper.flush()])).toEqual([true, true]);
    expect(saves.map(({ body }) => [body.version, body.answers.canTalkSafely])).toEqual([
      [undefined, "yes"],
      [1, "no"],
    ]);
  });

  it("never says saved without the server, tries again with the same key, and then says it", async () => {
    const { line, saves } = lineWith([offline, offline]);
    const keeper = new DraftKeeper(fresh(), line);
    keeper.answer("canTalkSafely", "yes");
    expect(await keeper.flush()).toBe(false);
    expect(keeper.now()).toMatchObject({ saving: { kind: "unsaved", code: "OFFLINE" } });
    expect(keeper.now().answers).toEqual({ canTalkSafely: "yes" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keeper.now().saving.kind).toBe("saved");
    expect(new Set(saves.map(({ key }) => key)).size).toBe(1);
  });

  it("stays unsaved in words while more is typed without a connection, and sends all of it with a new key", async () => {
    const { line, saves } = lineWith([offline]);
    const keeper = new DraftKeeper(fresh(), line);
    keeper.answer("canTalkSafely", "yes");
    await keeper.flush();
    keeper.answer("safeTonight", "no");
    expect(keeper.now().saving).toMatchObject({ kind: "unsaved" });
    await keeper.flush();
    expect(saves.map(({ key }) => key)).toEqual(["key-1", "key-2"]);
    expect(saves[1]!.body.answers).toEqual({ canTalkSafely: "yes", safeTonight: "no" });
  });

  it("does not try again what can only be refused again", async () => {
    const { line, saves } = lineWith([{ ok: false, code: "INVALID", fields: { "answers.goal.text": "k" } }]);
    const keeper = new DraftKeeper(fresh(), line);
    keeper.answer("goal", { text: "\u0001" });
    await keeper.flush();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(saves).toHaveLength(1);
    expect(keeper.now().saving).toMatchObject({ code: "INVALID", fields: { "answers.goal.text": "k" } });
  });

  it("joins what another screen saved with what was typed here", async () => {
    const stored: Answers = { canTalkSafely: "no", hurtNow: "no" };
    const { line, saves } = lineWith([], stored);
    const keeper = new DraftKeeper(fresh({ version: 7, answers: stored }), line);
    await keeper.check();
    line.load = async () => ({ ok: true, result: { answers: stored, version: 9 } });
    line.save = ((save) => async (body: unknown, key: string) => {
      const seen = (body as Body).version;
      const answer = await save(body, key);
      return seen === 7 ? conflict : answer;
    })(line.save);
    keeper.answer("canTalkSafely", "yes");
    expect(await keeper.flush()).toBe(true);
    expect(saves[1]!.body).toMatchObject({ version: 9, answers: { canTalkSafely: "yes", hurtNow: "no" } });
    expect(keeper.now()).toMatchObject({ generation: 1, saving: { kind: "saved" } });
  });

  it("never writes over what the server has and an old screen does not know", async () => {
    const stored: Answers = { canTalkSafely: "no", hurtNow: "no" };
    const { line, saves } = lineWith([], stored);
    const brought = new DraftKeeper(fresh(), line);
    brought.answer("safeTonight", "yes");
    expect(await brought.flush()).toBe(true);
    expect(saves[0]!.body).toMatchObject({ version: 7, answers: { ...stored, safeTonight: "yes" } });

    const looked = new DraftKeeper(fresh(), line);
    await looked.check();
    expect(looked.now()).toMatchObject({ generation: 1, answers: stored });
  });

  it("waits with saving while it cannot compare", async () => {
    const { line, saves } = lineWith();
    line.load = async () => ({ ok: false, code: "OFFLINE" });
    const keeper = new DraftKeeper(fresh(), line);
    keeper.answer("safeTonight", "yes");
    expect(await keeper.flush()).toBe(false);
    expect(saves).toHaveLength(0);
    expect(keeper.now().saving).toMatchObject({ kind: "unsaved", code: "OFFLINE" });
  });

  it("gives up calmly when it goes on being refused, and keeps the answers", async () => {
    const { line, saves } = lineWith([conflict, conflict]);
    const keeper = new DraftKeeper(fresh({ version: 1 }), line);
    keeper.answer("canTalkSafely", "yes");
    expect(await keeper.flush()).toBe(false);
    expect(saves).toHaveLength(1);
    expect(keeper.now()).toMatchObject({
      answers: { canTalkSafely: "yes" },
      saving: { kind: "unsaved", code: "CONFLICT" },
    });
  });

  it("sends the last words when the page goes away, also behind a save under way", async () => {
    const { line, saves } = lineWith();
    const keeper = new DraftKeeper(fresh({ version: 4 }), line);
    await keeper.check();
    keeper.answer("canTalkSafely", "yes");
    keeper.leave();
    keeper.answer("safeTonight", "no");
    keeper.leave();
    expect(saves.map(({ body }) => body.version)).toEqual([4, 5]);
    expect(saves[1]!.body.answers).toEqual({ canTalkSafely: "yes", safeTonight: "no" });
    keeper.close();
  });

  it("takes the same answer in another order for no change", async () => {
    const { line, saves } = lineWith();
    const keeper = new DraftKeeper(
      fresh({ version: 1, answers: { name: { full: "A", type: "stated" } } }),
      line,
    );
    keeper.answer("name", { type: "stated", full: "A" });
    expect(keeper.unsaved).toBe(false);
    expect(await keeper.flush()).toBe(true);
    expect(saves).toHaveLength(0);
  });

  it("takes an answer away, and sends nothing once closed", async () => {
    const { line, saves } = lineWith();
    const keeper = new DraftKeeper(fresh({ version: 1, answers: { canTalkSafely: "yes" } }), line);
    keeper.answer("canTalkSafely", undefined);
    await keeper.flush();
    expect(saves[0]!.body.answers).toEqual({});
    keeper.answer("safeTonight", "no");
    keeper.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saves).toHaveLength(1);
  });
});
