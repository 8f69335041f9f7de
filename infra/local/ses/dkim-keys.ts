import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** Three DKIM tokens as SES makes them: 32 letters of base32 each. */
export function createTokens(): string[] {
  const token = () => Array.from(randomBytes(32), (octet) => BASE32[octet % 32]).join("");
  return [token(), token(), token()];
}

/** Makes an RSA-2048 key pair: the private key in PEM, the public one as a DKIM record's `p=` has it. */
export async function createKeyPair(): Promise<{ privateKey: string; publicKey: string }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { privateKey, publicKey: publicKey.toString("base64") };
}
