import { z } from "zod";
import { parseInput } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { answerStranger } from "@/lib/core/http";
import { callOf, responseOf } from "@/lib/core/next-http";
import { acceptInvitation } from "@/lib/users/invitations";

const acceptance = z.strictObject({ token: z.string().max(100), password: z.string().max(1_000) });

/** Whoever holds an invitation chooses a password and has an account; `NOT_FOUND` once the link can no longer be used. */
export async function POST(request: Request): Promise<Response> {
  const answer = await answerStranger(callOf(request), async (body, origin) => {
    const { token, password } = parseInput(acceptance, body);
    if (!(await acceptInvitation(token, password, origin))) throw new AppError("NOT_FOUND");
    return {};
  });
  return responseOf(answer);
}
