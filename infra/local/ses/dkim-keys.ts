import { generateKeyPair, generateKeyPairSync, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { Clock } from "../clock.ts";
import type { Collection } from "../store.ts";

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

function createToken(): string {
  return Array.from(randomBytes(32), (octet) => BASE32[octet % 32]).join("");
}

/** Creates three DKIM tokens as SES does, each of 32 base32 letters. */
export function createTokens(): string[] {
  return [createToken(), createToken(), createToken()];
}

/** The private key in PEM, the public key in the form of a DKIM record's `p=` tag. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

const RSA_2048 = {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
} as const;

/** Creates an RSA-2048 key pair. */
export async function createKeyPair(): Promise<KeyPair> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)("rsa", RSA_2048);
  return { privateKey, publicKey: publicKey.toString("base64") };
}

/** The number of different key pairs for identities. */
const KEY_PAIRS = 16;

/**
 * Returns a function that creates key pairs for identities. One takes 50 ms of processor time, so after the
 * first 16 it returns the same ones in turn.
 */
export function createKeyPairs(create: () => Promise<KeyPair>): () => Promise<KeyPair> {
  const keyPairs: Array<Promise<KeyPair>> = [];
  let served = 0;
  return () => {
    const index = served % KEY_PAIRS;
    served += 1;
    const keyPair = keyPairs[index] ?? create();
    keyPairs[index] = keyPair;
    return keyPair;
  };
}

/** Creates an RSA-2048 key pair synchronously, for the start of the local cloud. */
export function createKeyPairSync(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", RSA_2048);
  return { privateKey, publicKey: publicKey.toString("base64") };
}

/** A key with which SES signs as amazonses.com. */
export interface OwnKey {
  readonly selector: string;
  readonly privateKey: string;
  readonly publicKey: string;
}

/** The collection that stores SES's own key. */
export type OwnKeys = Collection<OwnKey>;

const OWN = "amazonses.com";

/** Returns SES's own key. The first call creates it and calls `publish`. */
export async function ownKey(keys: OwnKeys, clock: Clock, publish: () => void): Promise<OwnKey> {
  const known = keys.get(OWN);
  if (known !== undefined) return known;
  const made = { selector: createToken(), ...(await clock.during(createKeyPair)) };
  // Another message may have created the key meanwhile; all messages must use the same one.
  const first = keys.get(OWN);
  if (first !== undefined) return first;
  keys.put(OWN, made);
  publish();
  return made;
}
