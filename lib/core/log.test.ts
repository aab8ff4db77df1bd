import fc from "fast-check";
import { expect, it } from "vitest";
import { describeError, newLog } from "@/lib/core/log";
import { DemoLink, logFieldNames } from "@/lib/core/log-fields";
import { asRequest } from "@/lib/core/request-id";

/** What a log writes while `work` has it: lines as they come out, and what each says. */
function written(work: (log: ReturnType<typeof newLog>) => void) {
  const lines: string[] = [];
  work(newLog({ write: (line) => void lines.push(line) }));
  return { lines, said: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

it("writes listed fields, and drops and counts everything else", () => {
  const fields = {
    code: "NOT_FOUND",
    ms: 12,
    name: "Sok Dara",
    body: "a story",
    status: "four",
    userId: "Sok",
  };
  const { said } = written((log) => log.info(fields as never, "request refused"));
  expect(said).toEqual([
    { level: 30, time: expect.any(String), code: "NOT_FOUND", ms: 12, dropped: 4, msg: "request refused" },
  ]);
});

it("writes nothing of whatever else it is given, however", () => {
  const error = Object.assign(new Error("Sok Dara"), { detail: "Sok Dara", table: "Sok Dara" });
  const { lines } = written((log) => {
    const say = (...args: unknown[]) => log.error(...(args as [never, never]));
    say(error);
    say(error, "failed");
    say({ err: error });
    say({ error, cause: { message: "Sok Dara", cause: { stack: "Sok Dara" } } }, "failed");
    say("failed for %s", "Sok Dara");
    say({ msg: "Sok Dara", toJSON: () => "Sok Dara" }, "failed");
    say(
      { frames: ["at Sok\nDara", "Sok Dara"], headers: {}, method: "GET", socket: {}, url: "/Sok Dara" },
      "x",
    );
    say(null, "failed");
    say(["Sok Dara"], "failed");
  });
  expect(lines).toHaveLength(9);
  expect(lines.join("")).not.toMatch(/Sok|Dara/);
});

it("whatever comes in, one line comes out, of listed fields and printable ASCII", () => {
  const anything = fc.oneof(
    fc.dictionary(fc.oneof(fc.constantFrom(...logFieldNames), fc.string()), fc.anything()),
    fc.record({ name: fc.string({ unit: "binary" }), cause: fc.dictionary(fc.string(), fc.anything()) }),
  );
  fc.assert(
    fc.property(anything, fc.string({ unit: "binary" }), (fields, message) => {
      const { lines, said } = written((log) => log.warn(fields as never, message));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^[\x20-\x7e]*\n$/);
      const known = new Set([...logFieldNames, "level", "time", "msg"]);
      expect(Object.keys(said[0]!).filter((name) => !known.has(name))).toEqual([]);
    }),
  );
});

it("breaks no line and colours no terminal", () => {
  const trick = 'x\r\n{"level":30,"msg":"forged"}\u001b[31m\u009b31m';
  const { lines } = written((log) => {
    log.info({ code: trick, requestId: trick, file: trick, route: trick }, trick);
    asRequest(trick, () => log.info("ready"));
  });
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]*\n$/);
  expect(lines[0]).not.toContain('"level":30,"msg":"forged"');
});

it("carries the id of the request or job, also after waiting, and never another's", async () => {
  const lines: string[] = [];
  const log = newLog({ write: (line) => void lines.push(line) });
  const one = (id: string) =>
    asRequest(id, async () => {
      log.info({ code: id }, "begun");
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.info({ code: id }, "done");
    });
  await Promise.all(["a", "job:b", "c"].map(one));
  expect(lines).toHaveLength(6);
  for (const line of lines) {
    const { requestId, code } = JSON.parse(line) as Record<string, unknown>;
    expect(requestId).toBe(code);
  }
});

it("says of an error where it happened, also when its message pretends to be places", () => {
  const cause = Object.assign(new RangeError("of Sok Dara"), { code: "23505" });
  const error = new TypeError("no\n    at Sok (/home/Dara.ts:1:1)\n    at Dara", { cause });
  const { said } = written((log) => log.error(describeError(error), "request failed"));
  expect(said[0]).toMatchObject({ error: "TypeError", cause: { error: "RangeError", code: "23505" } });
  expect((said[0] as { frames: string[] }).frames[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+/);
  expect(JSON.stringify(said)).not.toMatch(/Sok|Dara/);
});

it("shows a link of the demo, and no other link", () => {
  const { said } = written((log) => {
    log.info({ demoLink: new DemoLink("http://localhost:3000/invitation/x") }, "link");
    log.info({ demoLink: "http://localhost:3000/invitation/x" as never }, "link");
  });
  expect(said.map(({ demoLink }) => demoLink)).toEqual(["http://localhost:3000/invitation/x", undefined]);
});
