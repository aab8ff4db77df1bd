import { afterEach, expect, it, vi } from "vitest";
import { onRequestError } from "@/instrumentation";
import { log } from "@/lib/core/log";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it("writes down where a page failed, and nothing of what was on it", async () => {
  vi.stubEnv("NEXT_RUNTIME", "nodejs");
  const said = vi.spyOn(log, "error").mockImplementation(() => {});
  const request = { path: "/cases/1?name=Sok", method: "GET", headers: { cookie: "secret" } };
  const context = { routerKind: "App Router", routePath: "/cases/[caseId]", routeType: "render" } as const;
  await onRequestError(new RangeError("Sok Dara"), request, { ...context, revalidateReason: undefined });
  expect(said).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ error: "RangeError", route: "/cases/[caseId]" }),
    "page failed",
  );
  expect(JSON.stringify(said.mock.calls)).not.toMatch(/Sok|secret/);
});
