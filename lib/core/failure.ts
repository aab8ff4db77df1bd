/** Of a failed page the browser gets nothing but this short text: what kind of failure, and the id of the request. */
const shape = /^(seal|bug):([\w-]{1,100})$/;

/** What an error tells the browser. */
export function digestOf(broken: boolean, requestId: string): string {
  return `${broken ? "seal" : "bug"}:${requestId}`;
}

/** What a failed page knows: whether something sealed did not open, and the number to give to whoever helps, if there is one. */
export function failureOf(digest: string | undefined): { broken: boolean; number: string | null } {
  const [, kind, number] = shape.exec(digest ?? "") ?? [];
  return { broken: kind === "seal", number: number ?? null };
}
