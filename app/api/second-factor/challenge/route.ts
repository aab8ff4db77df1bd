import { z } from "zod";
import { parseInput } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { answerStranger, cookiesOf } from "@/lib/core/http";
import { staffOfBrowser } from "@/lib/core/leaving";
import { callOf, responseOf } from "@/lib/core/next-http";
import { sessionCookie } from "@/lib/core/sessions";
import { askAnyPasskey, askForPasskey } from "@/lib/users/factors/showing";

const asked = z.strictObject({ for: z.enum(["sign_in", "verify"]) });

/** What a passkey is to sign: to sign in with nothing else, or, in a session, to show who sits there. */
export async function POST(request: Request): Promise<Response> {
  const call = callOf(request);
  const cookie = cookiesOf(call);
  const answer = await answerStranger(call, async (body, origin) => {
    if (parseInput(asked, body).for === "sign_in") return askAnyPasskey(origin);
    if (!(await staffOfBrowser(cookie, origin))) throw new AppError("UNAUTHENTICATED");
    return askForPasskey(cookie(sessionCookie)!);
  });
  return responseOf(answer);
}
