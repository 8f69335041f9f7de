import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import * as z from "zod";
import { AwsError, type AwsService } from "../aws/service.ts";
import type { Store } from "../store.ts";
import { createJsonService, operation } from "./json-service.ts";

/** The local KMS; `publicKey` is for the local cloud's own use. */
export interface Kms {
  readonly service: AwsService;
  /** Returns the public key of the key with this id or ARN, in base64 (SubjectPublicKeyInfo). */
  publicKey(keyId: string): string;
}

const KEY_BITS = 2048;
const RS256 = "RSASSA_PKCS1_V1_5_SHA_256";

const signInput = z.object({
  KeyId: z.string(),
  Message: z.base64(),
  MessageType: z.literal("RAW"),
  SigningAlgorithm: z.literal(RS256),
});

/** Makes the local KMS with the signing keys of the template; each data directory has its own keys. */
export function createKms(options: { store: Store; keyIds: readonly string[] }): Kms {
  const keys = options.store.collection<string>("kms");
  for (const keyId of options.keyIds) if (keys.get(keyId) === undefined) keys.put(keyId, newPrivateKey());

  function privateKey(keyId: string): string {
    // CloudFormation names both the alias and the key after the stack.
    const id = keyId.replace(/^.*:key\//, "").replace(/^alias\/(.+)-links$/, "$1-LinkSigningKey");
    const found = keys.get(id);
    if (found === undefined) throw new AwsError("NotFoundException", `Key '${keyId}' does not exist`);
    return found;
  }

  const publicKey = (keyId: string) =>
    createPublicKey(privateKey(keyId)).export({ type: "spki", format: "der" }).toString("base64");

  const service = createJsonService("TrentService", "1.1", {
    Sign: operation(signInput, ({ KeyId, Message }) => ({
      KeyId,
      Signature: sign("sha256", Buffer.from(Message, "base64"), privateKey(KeyId)).toString("base64"),
      SigningAlgorithm: RS256,
    })),
    GetPublicKey: operation(z.object({ KeyId: z.string() }), ({ KeyId }) => ({
      KeyId,
      PublicKey: publicKey(KeyId),
      KeySpec: "RSA_2048",
      KeyUsage: "SIGN_VERIFY",
      SigningAlgorithms: [RS256],
    })),
  });
  return { service, publicKey };
}

function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: KEY_BITS });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
