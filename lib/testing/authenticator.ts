import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { env } from "@/lib/core/env";

type Options = { challenge: string };

/** A device that makes and uses one passkey, as far as a server can tell (WebAuthn level 3, no attestation). */
export class Authenticator {
  readonly id = randomBytes(16).toString("base64url");
  counter = 0;
  /** False for a device that does not ask who holds it. */
  verifies = true;
  origin = env.origin;
  private readonly key: KeyObject;
  private readonly point: Buffer;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x, y } = publicKey.export({ format: "jwk" });
    this.key = privateKey;
    // COSE: EC2, ES256, P-256, x, y.
    this.point = Buffer.concat([
      Buffer.from("a5010203262001215820", "hex"),
      Buffer.from(x!, "base64url"),
      Buffer.from("225820", "hex"),
      Buffer.from(y!, "base64url"),
    ]);
  }

  /** What the browser says after `navigator.credentials.create`. */
  make({ challenge }: Options) {
    const id = Buffer.from(this.id, "base64url");
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, this.point]);
    const data = this.authenticatorData(0x40, credential);
    const attestation = Buffer.concat([
      // { fmt: "none", attStmt: {}, authData: … }
      Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex"),
      Buffer.from([data.length]),
      data,
    ]);
    return this.answer({
      clientDataJSON: this.clientData("webauthn.create", challenge).toString("base64url"),
      attestationObject: attestation.toString("base64url"),
      transports: ["internal"],
    });
  }

  /** What the browser says after `navigator.credentials.get`. */
  sign({ challenge }: Options) {
    this.counter += 1;
    const data = this.authenticatorData(0);
    const client = this.clientData("webauthn.get", challenge);
    const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
    return this.answer({
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: sign("sha256", signed, this.key).toString("base64url"),
    });
  }

  private answer(response: object) {
    return {
      ...{ id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {} },
      response: { ...response },
    };
  }

  private clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  private authenticatorData(flags: number, credential = Buffer.alloc(0)): Buffer {
    const host = createHash("sha256").update(new URL(env.origin).hostname).digest();
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const present = 0x01 | (this.verifies ? 0x04 : 0);
    return Buffer.concat([host, Buffer.from([flags | present]), counter, credential]);
  }
}
