import pg from "pg";
import type { Staff } from "@/lib/core/actor";

/** What the database keeps of a draft, seen with its owner's eyes: nobody else can, not even the system. */
export async function keptOfDraft(
  ownerUrl: string,
  owner: Staff,
  draftId: string,
): Promise<{ drafts: Buffer[]; keys: number }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(
      "select set_config('app.organisation_id', $1, true), set_config('app.user_id', $2, true), set_config('app.scope', 'staff', true)",
      [owner.organisationId, owner.userId],
    );
    const drafts = await client.query("select answers_sealed from intake_draft where id = $1", [draftId]);
    await client.query("alter table sealing_key no force row level security");
    const keys = await client.query("select 1 from sealing_key where id = $1", [draftId]);
    await client.query("rollback");
    return { drafts: drafts.rows.map((row) => row.answers_sealed), keys: keys.rows.length };
  } finally {
    await client.end();
  }
}
