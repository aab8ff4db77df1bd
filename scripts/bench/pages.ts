import { Agent } from "node:http";
import { send } from "./load";
import { residentMegabytes, type Server } from "./processes";
import type { Workload } from "./workloads";

const views = 1_000;
const mostMegabytes = 350;

/** Views the list and case pages a thousand times and says what the web process holds then. True when it is little enough. */
export async function viewPages(
  door: Server,
  headers: Record<string, string>,
  { calls }: Workload,
): Promise<boolean> {
  const caseIds = calls.map(({ path }) => new URLSearchParams(path.split("?")[1]).get("caseId"));
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const pages = Array.from({ length: views }, (_, i) =>
    i % 2 === 0 ? "/people" : `/cases/${caseIds[i % caseIds.length]}`,
  );
  const before = residentMegabytes(door.pid);
  const started = performance.now();
  const lane = async () => {
    for (let path = pages.pop(); path; path = pages.pop())
      await send(agent, door.port, headers, { method: "GET", path });
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  agent.destroy();
  const seconds = (performance.now() - started) / 1000;
  const after = residentMegabytes(door.pid);
  console.log(
    `${views} page views in ${seconds.toFixed(1)} s (${(views / seconds).toFixed(0)}/s): the web process holds ${after.toFixed(0)} MB (${before.toFixed(0)} MB before), at most ${mostMegabytes} MB`,
  );
  return after <= mostMegabytes;
}
