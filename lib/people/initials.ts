import "server-only";
import { ifOpens } from "@/lib/core/aead";
import { unseal, unwrapDataKey } from "@/lib/core/crypto";
import { unopenedInitials } from "@/lib/people/schema";

/** What SQL gives of a person's initials: both in base64, null when there are none or the person's key is gone. */
export type SealedInitials = { sealed: string | null; key: string | null };

/** SQL: the sealed initials of `person p`, to be opened with `openInitials`. */
export const sealedInitialsSql = `json_build_object('sealed', encode(p.initials_sealed, 'base64'), 'key', (
  select encode(k.wrapped, 'base64') from sealing_key k where k.organisation_id = p.organisation_id and k.id = p.id))`;

/** Initials in plain text, for one row of a list; `unopenedInitials` when they were tampered with, so that the other rows still show. */
export function openInitials(
  organisationId: string,
  personId: string,
  { sealed, key }: SealedInitials,
): string | null {
  if (sealed === null || key === null) return null;
  const place = { table: "person", column: "initials_sealed", row: personId };
  const initials = ifOpens(() => {
    const dataKey = unwrapDataKey(organisationId, Buffer.from(key, "base64"), personId);
    return unseal(dataKey, Buffer.from(sealed, "base64"), place);
  });
  return initials ?? unopenedInitials;
}
