type Ask = (done: (shown: boolean) => void) => void;

let host: Ask | null = null;

/** The dialog of this page that asks for a second factor; answers how to take it away again. */
export function offerStepUp(ask: Ask): () => void {
  host = ask;
  return () => {
    if (host === ask) host = null;
  };
}

/** Asks whoever sits here to confirm who they are. False when they would not, or where nobody can be asked. */
export function stepUp(): Promise<boolean> {
  return new Promise((resolve) => (host ? host(resolve) : resolve(false)));
}
