import type { CommandAnswer } from "@/components/forms/post-command";
import type { DraftLevel, QuestionKey } from "@/lib/intake/questions";
import type { Answers } from "@/lib/intake/schema";

export type Draft = {
  draftId: string;
  /** Null until the server has it. */
  version: number | null;
  level: DraftLevel;
  /** The page at which to go on. */
  step: string;
  answers: Answers;
  /** The quick card that this first talk goes on from. */
  caseId: string | null;
  savedAt: string | null;
};

/** What may truly be said of the answers on this screen. */
export type Saving =
  | { kind: "nothing" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  | { kind: "unsaved"; code: string; fields?: Record<string, string> };

/** `generation` grows when answers came from elsewhere, so that fields are drawn anew. */
export type Kept = { answers: Answers; saving: Saving; generation: number };

type Refused = Extract<CommandAnswer, { ok: false }>;
type Saved = { draftId: string; version: number; savedAt: string };
/** How to reach the server, and the clock: replaced in tests. */
export type Line = {
  save: (body: unknown, key: string) => Promise<CommandAnswer<Saved>>;
  /** What the server keeps of the draft; null when it keeps none. */
  load: (draftId: string) => Promise<CommandAnswer<{ answers: Answers; version: number } | null>>;
  newKey: () => string;
};

/** Saved after so many milliseconds without a key, and at the latest so long after the first unsaved one. */
export const idleMs = 1_500;
export const longestMs = 2_000;
const retryMs = [2_000, 5_000, 10_000, 30_000];
const lasting = new Set(["INVALID", "FORBIDDEN", "NOT_FOUND", "CONFLICT"]);

/**
 * Keeps one draft on the server while somebody types: one save at a time, tried again until it is through, never said to
 * be saved before the server said so. A retry carries the same key and has one effect.
 */
export class DraftKeeper {
  private kept: Kept;
  private readonly listeners = new Set<() => void>();
  private readonly changed = new Set<QuestionKey>();
  private moved = false;
  /** What this screen began with may be old: the browser's Back brings up pages as they once came. */
  private checked = false;
  private closed = false;
  private running: Promise<boolean> | null = null;
  private attempt: { key: string; text: string } | null = null;
  private failures = 0;
  private firstUnsaved: ReturnType<typeof setTimeout> | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly draft: Draft,
    private readonly line: Line,
  ) {
    const saving: Saving = draft.savedAt ? { kind: "saved", at: draft.savedAt } : { kind: "nothing" };
    this.kept = { answers: draft.answers, saving, generation: 0 };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  now = (): Kept => this.kept;

  /** The draft's id once the server has it: nobody's first look makes a draft. */
  get keptId(): string | undefined {
    return this.draft.version === null ? undefined : this.draft.draftId;
  }

  /** True while something typed is not on the server. */
  get unsaved(): boolean {
    return this.changed.size > 0 || this.running !== null;
  }

  /** Takes in what the person at the screen just typed or chose. */
  answer(key: QuestionKey, value: Answers[QuestionKey]): void {
    if (this.closed || sorted(this.kept.answers[key]) === sorted(value)) return;
    const answers = { ...this.kept.answers, [key]: value };
    if (value === undefined) delete answers[key];
    this.changed.add(key);
    const { saving } = this.kept;
    this.tell({ answers, saving: saving.kind === "unsaved" ? saving : { kind: "saving" } });
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.flush(), idleMs);
    this.firstUnsaved ??= setTimeout(() => void this.flush(), longestMs);
  }

  /** Compares with the server, and takes over what was saved since this screen was made. */
  async check(): Promise<void> {
    if (!this.running) await this.takeOver();
  }

  /** The page that is open now, so that the draft goes on from there. */
  moveTo(step: string): void {
    if (step !== this.draft.step) this.moved = true;
    this.draft.step = step;
    void this.flush();
  }

  /** Saves what is not saved yet. True when everything is on the server. */
  flush(): Promise<boolean> {
    this.stopTimers();
    this.running ??= this.saveAll().finally(() => (this.running = null));
    return this.running;
  }

  /** The page is going away: what is left is sent without waiting for the save under way, as the version that follows it. */
  leave(): void {
    const { version } = this.draft;
    if (this.running && this.changed.size > 0) void this.send((version ?? 0) + 1);
    else void this.flush();
  }

  /** Nothing is saved from now on: the draft became a registration, or was left for good. */
  close(): void {
    this.closed = true;
    this.stopTimers();
    this.changed.clear();
  }

  private async saveAll(): Promise<boolean> {
    for (let merges = 0; this.worthSaving();) {
      const missed = this.checked ? null : await this.takeOver();
      if (missed) return this.fail(missed);
      const sent = new Set(this.changed);
      const moved = this.moved;
      this.changed.clear();
      this.moved = false;
      const answer = await this.send();
      if (this.closed) return false;
      if (answer.ok) {
        this.draft.version = answer.result.version;
        this.failures = 0;
        if (!this.worthSaving()) this.tell({ saving: { kind: "saved", at: answer.result.savedAt } });
        continue;
      }
      for (const key of sent) this.changed.add(key);
      this.moved ||= moved;
      if (answer.code === "CONFLICT" && merges++ < 2 && (await this.newer())) continue;
      return this.fail(answer);
    }
    return true;
  }

  // A draft without any answer is not worth keeping: looking at the first question makes none.
  private worthSaving(): boolean {
    return !this.closed && (this.changed.size > 0 || (this.moved && this.draft.version !== null));
  }

  private send(version = this.draft.version) {
    const { draftId, level, step, caseId } = this.draft;
    const known = { ...(version !== null && { version }), ...(caseId !== null && { caseId }) };
    const body = { draftId, level, step, answers: this.kept.answers, ...known };
    const text = JSON.stringify(body);
    if (this.attempt?.text !== text) this.attempt = { key: this.line.newKey(), text };
    return this.line.save(body, this.attempt.key);
  }

  /** What was typed here stands, the rest comes from the server. Gives what stood in the way. */
  private async takeOver(): Promise<Refused | null> {
    const answer = await this.line.load(this.draft.draftId);
    if (!answer.ok) return answer;
    this.checked = true;
    const there = answer.result;
    if (!there || this.closed || there.version === this.draft.version) return null;
    const answers: Record<string, unknown> = { ...there.answers };
    for (const key of this.changed) answers[key] = this.kept.answers[key];
    this.draft.version = there.version;
    this.tell({ answers: answers as Answers, generation: this.kept.generation + 1 });
    return null;
  }

  /** True when the server had something newer, so that another try makes sense. */
  private async newer(): Promise<boolean> {
    const { version } = this.draft;
    return (await this.takeOver()) === null && this.draft.version !== version;
  }

  private fail({ code, fields }: Refused): false {
    this.tell({ saving: { kind: "unsaved", code, ...(fields && { fields }) } });
    if (!lasting.has(code)) {
      const wait = retryMs[Math.min(this.failures++, retryMs.length - 1)];
      this.retry = setTimeout(() => void this.flush(), wait);
    }
    return false;
  }

  private tell(change: Partial<Kept>): void {
    this.kept = { ...this.kept, ...change };
    for (const listener of this.listeners) listener();
  }

  private stopTimers(): void {
    clearTimeout(this.idle);
    clearTimeout(this.firstUnsaved);
    clearTimeout(this.retry);
    this.firstUnsaved = undefined;
  }
}

/** Equal for equal answers, in whichever order their parts were put together. */
function sorted(answer: unknown): string | undefined {
  const inOrder = (_key: string, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part;
  return JSON.stringify(answer, inOrder);
}
