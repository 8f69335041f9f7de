import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { Clock } from "../clock.ts";
import type { Collection } from "../store.ts";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

function createToken(): string {
  return Array.from(randomBytes(32), (octet) => BASE32[octet % 32]).join("");
}

/** Three DKIM tokens as SES makes them: 32 letters of base32 each. */
export function createTokens(): string[] {
  return [createToken(), createToken(), createToken()];
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

/** A key with which SES signs as amazonses.com. */
export interface OwnKey {
  readonly selector: string;
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Where SES's own key lies. */
export type OwnKeys = Collection<OwnKey>;

const OWN = "amazonses.com";

/** SES's own key, made when it is first needed; `publish` is told of a new one. */
export async function ownKey(keys: OwnKeys, clock: Clock, publish: () => void): Promise<OwnKey> {
  const known = keys.get(OWN);
  if (known !== undefined) return known;
  const made = { selector: createToken(), ...(await clock.during(createKeyPair)) };
  // Two messages at once need one key
  const first = keys.get(OWN);
  if (first !== undefined) return first;
  keys.put(OWN, made);
  publish();
  return made;
}
