import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { z } from "zod";
import { authOptions } from "@/lib/core/auth";
import { parseInput } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { answerStranger, cookiesOf, refusalOf } from "@/lib/core/http";
import { endFormerSession, returns } from "@/lib/core/leaving";
import { callOf, responseOf } from "@/lib/core/next-http";
import { sessionCookie } from "@/lib/core/sessions";
import { passkeyAnswer } from "@/lib/users/factors/schema";
import { signInWithPasskey } from "@/lib/users/factors/showing";

type Context = { params: Promise<{ nextauth: string[] }> };
type Step = (request: Request, context: Context) => Promise<Response>;

/** The steps of a sign-in, by password or by passkey. next-auth would answer to more: a log, pages of its own, sessions. */
const steps: Record<string, { method: "GET" | "POST"; answer: Step }> = {
  csrf: { method: "GET", answer: giveToken },
  "callback/credentials": { method: "POST", answer: signInBy(parsePassword) },
  "callback/passkey": { method: "POST", answer: signInBy(parsePasskey) },
};

async function handle(request: Request, context: Context): Promise<Response> {
  const step = steps[(await context.params).nextauth.join("/")];
  if (!step) return new Response(null, { status: 404 });
  const { method, answer } = step;
  if (request.method === method) return answer(request, context);
  return new Response(null, { status: 405, headers: { allow: method } });
}

async function giveToken(request: Request, context: Context): Promise<Response> {
  const refused = refusalOf(callOf(request), "GET");
  return refused ? new Response(null, { status: refused }) : nextAuth(request, context);
}

const csrfToken = z.string().max(1_000);
const byPassword = z.strictObject({
  csrfToken,
  email: z.string().max(1_000),
  password: z.string().max(1_000),
});
const byPasskey = z.strictObject({ csrfToken, passkey: passkeyAnswer });

/** What a sign-in needs and no more: above all no address to be sent to afterwards. */
function parsePassword(body: unknown): Record<string, string> {
  return parseInput(byPassword, body);
}

function parsePasskey(body: unknown): Record<string, string> {
  const { csrfToken, passkey } = parseInput(byPasskey, body);
  return { csrfToken, passkey: JSON.stringify(passkey) };
}

/** Milliseconds before which nobody is refused: more than the work takes, so that its time does not tell who has an account. */
const patience = 400;

/** Opens a session; `UNAUTHENTICATED` whatever does not fit, `FORBIDDEN` when the token is not of this browser. */
function signInBy(parse: (body: unknown) => Record<string, string>): Step {
  return async (request, context) => {
    const call = callOf(request);
    const cookies: string[] = [];
    const waited = new Promise((resolve) => setTimeout(resolve, patience));
    const answer = await answerStranger(call, async (body, origin) => {
      const said = await nextAuth(request, context, new URLSearchParams({ ...parse(body), json: "true" }));
      if (!opensSession(said)) throw await waited.then(() => refusalIn(said));
      // One browser, one session: the former one ends, and whoever had left is back.
      await endFormerSession(cookiesOf(call), origin);
      cookies.push(...said.headers.getSetCookie(), returns);
      return {};
    });
    const response = responseOf(answer);
    for (const cookie of cookies) response.headers.append("set-cookie", cookie);
    return response;
  };
}

/** Asks next-auth, with nothing of the request but its path and these fields. @throws what the sign-in itself threw. */
async function nextAuth(request: Request, context: Context, fields?: URLSearchParams): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  const plain = new NextRequest(origin + pathname, {
    method: request.method,
    ...(fields && { body: fields }),
  });
  const failures: unknown[] = [];
  const options = authOptions((error) => failures.push(error), signInWithPasskey);
  const answer = (await NextAuth(plain as never, context as never, options)) as Response;
  if (failures.length > 0) throw failures[0];
  return answer;
}

function opensSession({ headers }: Response): boolean {
  return headers.getSetCookie().some((cookie) => cookie.startsWith(`${sessionCookie}=`));
}

async function refusalIn(answer: Response): Promise<AppError> {
  const { url } = z.object({ url: z.url() }).parse(await answer.json());
  return new AppError(new URL(url).searchParams.has("csrf") ? "FORBIDDEN" : "UNAUTHENTICATED");
}

export { handle as GET, handle as POST };
