import { env } from "@/lib/core/env";
import { cookiesOf, originOf, refusalOf } from "@/lib/core/http";
import { endFormerSession, leaves } from "@/lib/core/leaving";
import { describeError, log } from "@/lib/core/log";
import { callOf } from "@/lib/core/next-http";

/** Leaving at once where no script runs yet, or none at all: marks the browser, ends its session and leads away. */
export async function GET(request: Request): Promise<Response> {
  const call = callOf(request);
  if (refusalOf(call, "GET")) return new Response(null, { status: 403 });
  const ended = endFormerSession(cookiesOf(call), originOf(call.header)).catch((error) =>
    log.warn(describeError(error), "session could not be ended while leaving"),
  );
  // Nobody who leaves waits for the database: with the mark, the session ends on the next contact at the latest.
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500))]);
  return new Response(null, { status: 303, headers: { location: env.exitUrl, "set-cookie": leaves } });
}
