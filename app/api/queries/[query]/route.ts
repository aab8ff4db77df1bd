import { answerQuery } from "@/lib/core/http";
import { callOf, responseOf } from "@/lib/core/next-http";
import { queries } from "@/lib/registry";

type Context = { params: Promise<{ query: string }> };

async function handle(request: Request, { params }: Context): Promise<Response> {
  return responseOf(await answerQuery(queries.get((await params).query), callOf(request)));
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
