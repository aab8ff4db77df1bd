import { get } from "node:http";

/** The status of the program's own health page: 200 when web server, database and worker are all well; 0 for no answer. */
export function healthOf(port) {
  return new Promise((resolve) => {
    const request = get({ host: "localhost", port, path: "/api/health", timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(0));
  });
}

/** Waits until the health page answers 200; true when it did in time. */
export async function becomesHealthy(port, { within, isOver = () => false }) {
  const end = Date.now() + within;
  while (Date.now() < end && !isOver()) {
    if ((await healthOf(port)) === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return false;
}
