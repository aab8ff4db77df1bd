import { AppError } from "@/lib/core/errors";
import { answerStranger, cookiesOf } from "@/lib/core/http";
import { staffOfBrowser } from "@/lib/core/leaving";
import { callOf, responseOf } from "@/lib/core/next-http";
import { sessionCookie, sessionCookieWith } from "@/lib/core/sessions";
import { showFactor } from "@/lib/users/factors/showing";

/**
 * Shows a second factor in the browser's session: a code, a passkey's answer or a recovery code. The answer brings the
 * session's new cookie; the old one is worth nothing any more.
 */
export async function POST(request: Request): Promise<Response> {
  const call = callOf(request);
  const cookie = cookiesOf(call);
  const renewed: string[] = [];
  const answer = await answerStranger(call, async (body, origin) => {
    if (!(await staffOfBrowser(cookie, origin))) throw new AppError("UNAUTHENTICATED");
    const { token, shown } = await showFactor(cookie(sessionCookie)!, body, origin);
    renewed.push(sessionCookieWith(token));
    return shown;
  });
  const response = responseOf(answer);
  for (const one of renewed) response.headers.append("set-cookie", one);
  return response;
}
