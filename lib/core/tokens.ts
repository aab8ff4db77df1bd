import "server-only";
import type { Staff } from "@/lib/core/actor";
import { hashToken, opaqueToken } from "@/lib/core/crypto";
import { authPool } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";
import { staffOfRow } from "@/lib/core/sessions";
import { throttle } from "@/lib/core/throttle";

const prefix = "onward_";

/** A token for a program: `onward_` and 43 characters, so that a scanner for leaked secrets knows it at once. */
export function newApiToken(): string {
  return prefix + opaqueToken();
}

/** What the database keeps of an API token. */
export const hashApiToken = hashToken;

/** True when the request brings a token of its own: then nothing that a browser adds by itself counts. */
export function bearsToken(authorization: string | null): authorization is string {
  return authorization !== null && /^(bearer(\s|$)|\s*$)/i.test(authorization);
}

/**
 * In whose name a program asks, as the database knows them now, limited to what the token may do.
 * @throws AppError UNAUTHENTICATED when the header holds no living token, RATE_LIMITED after 30 of those from a network in
 * 15 minutes.
 */
export async function staffOfBearer(authorization: string, network: string | null): Promise<Staff> {
  const [, token] = /^Bearer (onward_[\w-]{43})$/i.exec(authorization) ?? [];
  const staff = token ? await staffOfApiToken(token) : null;
  if (staff) return staff;
  await throttle(`api-token:${network ?? "unknown"}`, 30, 15);
  throw new AppError("UNAUTHENTICATED");
}

async function staffOfApiToken(token: string): Promise<Staff | null> {
  const { rows } = await authPool().query<{ actor: unknown }>({
    name: "api_token_actor",
    text: "select api_token_actor($1) as actor",
    values: [hashApiToken(token)],
  });
  return staffOfRow(rows[0]?.actor);
}
