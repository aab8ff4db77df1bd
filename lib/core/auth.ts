import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider, { type CredentialsConfig } from "next-auth/providers/credentials";
import { z } from "zod";
import type { Origin } from "@/lib/core/audit";
import { authPool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { originOf } from "@/lib/core/http";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { passwordFits } from "@/lib/core/passwords";
import { openSession, sessionCookie, sessionHours, staffOfToken } from "@/lib/core/sessions";
import { clearThrottle, throttle } from "@/lib/core/throttle";
import { appVersion } from "@/lib/core/version";

export type Account = { organisationId: string; userId: string };

/** Whose account this opens, if anybody's. */
type Authorize = (given: unknown, origin: Origin) => Promise<Account | null>;

const credentials = z.object({
  email: z
    .string()
    .max(320)
    .regex(/^\P{Cc}*$/u)
    .transform((text) => text.normalize("NFKC").trim().toLowerCase()),
  password: z.string().max(1_000),
});

/**
 * The account that e-mail and password open, or null without a hint which was wrong.
 * @throws AppError RATE_LIMITED after ten wrong tries for an address, or a hundred from a network, in 15 minutes.
 */
export async function signIn(raw: unknown, origin: Origin): Promise<Account | null> {
  await throttle(`sign-in:network:${origin.network ?? "unknown"}`, 100, 15);
  const given = credentials.safeParse(raw);
  if (!given.success) return null;
  const { email, password } = given.data;
  await throttle(`sign-in:account:${email}`, 10, 15);
  const { rows } = await authPool().query<{
    organisation_id: string;
    user_id: string;
    password_hash: string;
  }>("select * from sign_in_candidates($1)", [email]);
  const candidates = rows.length > 0 ? rows : [null];
  for (const candidate of candidates) {
    if (await passwordFits(candidate?.password_hash ?? null, password)) {
      await clearThrottle(`sign-in:account:${email}`);
      return { organisationId: candidate!.organisation_id, userId: candidate!.user_id };
    }
  }
  await authPool().query("select record_failed_sign_in($1, $2, $3, $4, $5)", [
    email,
    origin.network,
    newId(),
    origin.requestId,
    appVersion,
  ]);
  return null;
}

const opening = z.object({
  sub: z.uuid(),
  organisationId: z.uuid(),
  shown: z.literal("passkey").nullable().default(null),
});

const cookie = (name: string) => ({
  name,
  options: { httpOnly: true, secure: true, sameSite: "lax" as const, path: "/" },
});

/**
 * next-auth does the sign-in exchange only. Its "JWT" is our opaque token: `encode` opens a session row, `decode` asks
 * for it, and everything else in the program reads the session through lib/core/sessions. `failed` is told what a
 * sign-in threw: next-auth itself would tell the caller. A passkey opens a session that needs no second factor.
 */
export function authOptions(
  failed: (error: unknown) => void = () => {},
  signInWithPasskey: Authorize = async () => null,
): AuthOptions {
  const authorize =
    (open: Authorize, shown: "passkey" | null): CredentialsConfig["authorize"] =>
    async (given, request) => {
      const headers = request.headers as Record<string, string> | undefined;
      const origin = originOf((name) => headers?.[name] ?? null);
      const account = await open(given, origin).catch((error: unknown) => (failed(error), null));
      return account && { id: account.userId, organisationId: account.organisationId, origin, shown };
    };
  return {
    secret: env.authSecret,
    useSecureCookies: true,
    pages: { signIn: "/sign-in", error: "/sign-in" },
    session: { strategy: "jwt", maxAge: sessionHours * 3600 },
    cookies: {
      sessionToken: cookie(sessionCookie),
      csrfToken: cookie("__Host-csrf"),
      callbackUrl: cookie("__Host-callback"),
    },
    logger: { error: (code) => log.info({ code }, "sign-in service"), warn: () => {}, debug: () => {} },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: authorize(signIn, null),
      }),
      CredentialsProvider({
        id: "passkey",
        credentials: { passkey: {} },
        authorize: authorize(signInWithPasskey, "passkey"),
      }),
    ],
    jwt: {
      async encode({ token }) {
        if (typeof token?.opaque === "string") return token.opaque;
        const { sub, organisationId, shown } = opening.parse(token);
        return openSession(organisationId, sub, token!.origin as Origin, shown);
      },
      async decode({ token }) {
        const staff = token ? await staffOfToken(token) : null;
        return staff && { sub: staff.userId, opaque: token };
      },
    },
    callbacks: {
      jwt: ({ token, user }) =>
        user
          ? {
              ...token,
              organisationId: (user as Account & { id: string }).organisationId,
              origin: (user as { origin?: Origin }).origin,
              shown: (user as { shown?: "passkey" | null }).shown,
            }
          : token,
      session: ({ session }) => ({ expires: session.expires }),
    },
  };
}
