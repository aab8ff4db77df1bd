import { openApi } from "@/lib/core/openapi";
import { commands, queries } from "@/lib/registry";

export function GET(): Response {
  return Response.json(openApi(commands, queries));
}
