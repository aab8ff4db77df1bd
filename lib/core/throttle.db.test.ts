import { describe, expect, it } from "vitest";
import { pool } from "@/lib/core/db";
import { clearThrottle, throttle } from "@/lib/core/throttle";
import { useDatabase } from "@/lib/testing/database";
import { rowsOf } from "@/lib/testing/owner";
import { newId } from "@/lib/core/ids";

const database = useDatabase();

describe("a throttle", () => {
  it("lets exactly so many through, also of 200 at once", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 200 }, () => throttle("parallel", 10, 15)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    const [refused] = tries.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).toMatchObject({ code: "RATE_LIMITED", params: { minutes: 15 } });
  });

  it("opens again when the window is over, and after a success", async () => {
    await throttle("window", 1, 15);
    await expect(throttle("window", 1, 15)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await rowsOf(
      database.ownerUrl,
      newId(),
      "update throttle set window_start = now() - interval '15 minutes 1 second' where key = 'window'",
    );
    await throttle("window", 1, 15);
    await expect(throttle("window", 1, 15)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await clearThrottle("window");
    await throttle("window", 1, 15);
  });

  it("counts each key apart", async () => {
    await throttle("one", 1, 15);
    await throttle("other", 1, 15);
  });

  it("is out of the serving role's own reach", async () => {
    await expect(pool().query("select * from throttle")).rejects.toMatchObject({ code: "42501" });
    await expect(pool().query("delete from throttle")).rejects.toMatchObject({ code: "42501" });
  });
});
