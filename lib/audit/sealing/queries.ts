import "server-only";
import { z } from "zod";
import { patienceSeconds, type TrailState, trailState } from "@/lib/audit/sealing/schema";
import { defineQuery } from "@/lib/core/read";

/** `trail.state`: how far the trail is sealed, and the last check; asked again and again while one runs. */
export const trailStateNow = defineQuery({
  name: "trail.state",
  input: z.strictObject({}),
  output: trailState,
  async run({ db, actor: { organisationId } }) {
    const [seal] = await db.$queryRaw<{ sealed_at: Date | null; late: boolean }[]>`
      select sealed_at, late from audit_seal_state(make_interval(secs => ${patienceSeconds}))`;
    const check = await db.trailCheck.findFirst({
      where: { organisationId },
      orderBy: { askedAt: "desc" },
      select: {
        id: true,
        status: true,
        askedAt: true,
        finishedAt: true,
        done: true,
        total: true,
        events: true,
      },
    });
    return {
      sealedAt: seal?.sealed_at?.toISOString() ?? null,
      late: seal?.late ?? true,
      check: check && {
        ...check,
        status: check.status as NonNullable<TrailState["check"]>["status"],
        askedAt: check.askedAt.toISOString(),
        finishedAt: check.finishedAt?.toISOString() ?? null,
      },
    };
  },
});
