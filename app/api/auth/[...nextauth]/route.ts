import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { authOptions } from "@/lib/core/auth";
import { BodyTooLarge, cookiesOf, type HttpCall, isForeign, originOf } from "@/lib/core/http";
import { endFormerSession, returns } from "@/lib/core/leaving";
import { callOf } from "@/lib/core/next-http";
import { sessionCookie } from "@/lib/core/sessions";

type Context = { params: Promise<{ nextauth: string[] }> };

/** The two steps of a sign-in. next-auth would answer to more: a log, pages of its own, sessions. */
const steps = new Set(["GET csrf", "POST callback/credentials"]);
const bodyLimit = 8 * 1024;

async function handle(request: Request, context: Context): Promise<Response> {
  const step = `${request.method} ${(await context.params).nextauth.join("/")}`;
  if (!steps.has(step)) return refusal(404);
  const call = callOf(request);
  if (isForeign(call)) return refusal(403);
  try {
    const body = request.method === "POST" ? credentialsOf(await call.body(bodyLimit)) : undefined;
    const answer = (await NextAuth(
      plain(request, body) as never,
      context as never,
      authOptions(),
    )) as Response;
    if (opensSession(answer)) await takeOver(call, answer);
    return answer;
  } catch (error) {
    if (error instanceof BodyTooLarge) return refusal(413);
    throw error;
  }
}

function opensSession({ headers }: Response): boolean {
  return headers.getSetCookie().some((cookie) => cookie.startsWith(`${sessionCookie}=`));
}

/** One browser, one session: the former one ends, and whoever left is back. */
async function takeOver(call: HttpCall, answer: Response): Promise<void> {
  await endFormerSession(cookiesOf(call), originOf(call.header));
  answer.headers.append("set-cookie", returns);
}

/** What a sign-in needs and no more: above all no address to be sent to afterwards. */
function credentialsOf(text: string): URLSearchParams {
  const sent = new URLSearchParams(text);
  const needed = ["csrfToken", "email", "password"].map((name) => [name, sent.get(name) ?? ""]);
  return new URLSearchParams([...needed, ["json", "true"]]);
}

function plain({ url, method }: Request, body: URLSearchParams | undefined): Request {
  return new NextRequest(new URL(url).origin + new URL(url).pathname, { method, ...(body && { body }) });
}

function refusal(status: number): Response {
  return new Response(null, { status });
}

export { handle as GET, handle as POST };
