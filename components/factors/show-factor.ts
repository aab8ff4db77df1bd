import type { CommandAnswer } from "@/components/forms/post-command";
import type { FactorProof, Shown } from "@/lib/users/factors/schema";

/** Shows one proof of who sits at the session, and keeps the session's new cookie. Without a connection: `OFFLINE`. */
export function showFactor(proof: FactorProof): Promise<CommandAnswer<Shown>> {
  return post<Shown>("/api/second-factor", proof);
}

/** What became of asking a device: its answer, or why there is none. */
export type Signed =
  | { ok: true; answer: Extract<FactorProof, { passkey: unknown }>["passkey"] }
  | { ok: false; why: "unsupported" | "refused" | "failed" };

/** Has a passkey sign: to sign in with nothing else, or to show who sits at the session. `autofill` waits in the e-mail field. */
export async function signWithPasskey(
  purpose: "sign_in" | "verify",
  { autofill = false } = {},
): Promise<Signed> {
  if (!("PublicKeyCredential" in window)) return { ok: false, why: "unsupported" };
  const asked = await post<{ challengeId: string; options: never }>("/api/second-factor/challenge", {
    for: purpose,
  });
  if (!asked.ok) return { ok: false, why: "failed" };
  const { startAuthentication } = await import("@simplewebauthn/browser");
  try {
    const response = await startAuthentication({
      optionsJSON: asked.result.options,
      useBrowserAutofill: autofill,
    });
    return {
      ok: true,
      answer: { challengeId: asked.result.challengeId, response: { ...response } as never },
    };
  } catch {
    return { ok: false, why: "refused" };
  }
}

async function post<Result>(url: string, body: unknown): Promise<CommandAnswer<Result>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as CommandAnswer<Result>;
  } catch {
    return { ok: false, code: "OFFLINE" };
  }
}
