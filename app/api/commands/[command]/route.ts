import { answerCommand } from "@/lib/core/http";
import { callOf, responseOf } from "@/lib/core/next-http";
import { commands } from "@/lib/registry";

type Context = { params: Promise<{ command: string }> };

async function handle(request: Request, { params }: Context): Promise<Response> {
  return responseOf(await answerCommand(commands.get((await params).command), callOf(request)));
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
