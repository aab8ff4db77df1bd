import type { Instrumentation } from "next";

/** Next answers 500 for a page that fails and says nothing: without this nobody who runs the server hears of it. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { describeError, log } = await import("@/lib/core/log");
  log.error({ ...describeError(error), route: routePath }, "page failed");
};
