import "server-only";
import { BodyTooLarge, type HttpAnswer, type HttpCall } from "@/lib/core/http";

/** A web Request as the doors see it, for route handlers. */
export function callOf(request: Request): HttpCall {
  return {
    method: request.method,
    search: new URL(request.url).searchParams,
    header: (name) => request.headers.get(name),
    async body(limit) {
      if (Number(request.headers.get("content-length") ?? 0) > limit) throw new BodyTooLarge();
      const text = await request.text();
      if (Buffer.byteLength(text) > limit) throw new BodyTooLarge();
      return text;
    },
  };
}

export function responseOf({ status, headers, body }: HttpAnswer): Response {
  return new Response(body, { status, headers });
}
