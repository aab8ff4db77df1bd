import type { DatabaseRule } from "@/lib/core/house/database";

/** Sealed for the organisation, not under the key of a person or case, and how each is sealed anew or ends. */
const forOrganisation: Record<string, string> = {
  "audit_export.file_sealed": "a file that is destroyed after a day",
  "idempotent_answer.answer_sealed": "an answer that is dropped after a week",
  "totp.seed_sealed": "sealed anew by key.rewrap",
};

/** Whoever changes a data key seals every value of its subject anew: a column that they do not know would be lost. */
export const sealedColumnsKnown: DatabaseRule = async (client) => {
  const { rows } = await client.query<{ found: string }>(
    `with known as (select pg_get_functiondef('sealed_values(uuid)'::regprocedure) as body)
     select c.table_name || '.' || c.column_name as found from information_schema.columns c, known
     where c.table_schema = 'public' and c.column_name ~ '_sealed$'
       and c.table_name || '.' || c.column_name <> all ($1)
       and (c.data_type <> 'bytea' or body !~ ('SELECT ''' || c.table_name || '''[^;]*?''' || c.column_name || ''''))
     union all
     select c.table_name || '.' || c.column_name from information_schema.columns c
     where c.table_schema = 'public' and c.data_type = 'bytea' and c.column_name !~ '(_sealed|hash|key|wrapped)$'
       and c.table_name || '.' || c.column_name <> all ($2) order by 1`,
    [Object.keys(forOrganisation), Object.keys(plainBytes)],
  );
  return rows.map(({ found }) => `${found}: sealed_values() does not know it`);
};

/** Bytes that are neither sealed nor a hash, and why. */
const plainBytes: Record<string, string> = {
  "audit_checkpoint.leaves": "ids and hashes of events",
  "audit_checkpoint.previous": "a hash",
  "audit_checkpoint.root": "a hash",
  "audit_checkpoint.signature": "a signature",
  "auth_challenge.challenge": "random bytes to sign",
  "match_key.token": "a blind index",
  "passkey.credential_id": "random bytes of a device",
};
