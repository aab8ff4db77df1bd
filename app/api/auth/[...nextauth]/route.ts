import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { authOptions } from "@/lib/core/auth";
import { BodyTooLarge, isForeign } from "@/lib/core/http";
import { callOf } from "@/lib/core/next-http";

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
    return await (NextAuth(
      plain(request, body) as never,
      context as never,
      authOptions(),
    ) as Promise<Response>);
  } catch (error) {
    if (error instanceof BodyTooLarge) return refusal(413);
    throw error;
  }
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
