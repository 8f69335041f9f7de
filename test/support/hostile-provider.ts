import { createHmac, generateKeyPairSync, type KeyObject, sign as signBytes } from "node:crypto";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { listen } from "../../infra/local/listen.ts";

/** The client in tests. */
export const CLIENT = { clientId: "console", secret: "a-client-secret-of-at-least-32-characters" };

/** The parameters of a request to the provider's token endpoint. */
type Asked = Readonly<Record<string, string>>;

/** An OpenID Connect provider that behaves as a test says, including attacks. */
export interface HostileProvider {
  readonly issuer: string;
  /** The parameters of each request to the token endpoint, with the Authorization header. */
  readonly asked: Asked[];
  /** Claims of the next ID token that replace honest ones; `undefined` omits a claim. */
  claims: Record<string, unknown>;
  /** Makes the next ID token from its claims, or none; by default it is signed with RS256. */
  write: (claims: object, keys: Keys) => string | undefined;
  /** Metadata of the provider that replace honest values. */
  metadata: Record<string, unknown>;
  /** The status of the token endpoint's answer. */
  status: number;
}

interface Keys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const KEYS: Keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const STRANGERS = generateKeyPairSync("rsa", { modulusLength: 2048 });

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Makes an ID token as an honest provider does. */
function signed(claims: object, { privateKey }: Pick<Keys, "privateKey">): string {
  const input = `${part({ alg: "RS256", kid: "1" })}.${part(claims)}`;
  return `${input}.${signBytes("sha256", Buffer.from(input), privateKey).toString("base64url")}`;
}

/** Makes an ID token with a stranger's signature. */
export function signedByStranger(claims: object): string {
  return signed(claims, STRANGERS);
}

/** Makes an ID token without a signature (RFC 7519 §6). */
export function unsigned(claims: object): string {
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

/** Makes an ID token whose HMAC secret is the provider's public key, which everybody knows. */
export function confused(claims: object, { publicKey }: Keys): string {
  const input = `${part({ alg: "HS256", kid: "1" })}.${part(claims)}`;
  const secret = publicKey.export({ type: "spki", format: "pem" });
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** Starts a provider on loopback until the test ends. */
export async function hostileProvider(): Promise<HostileProvider> {
  const server = createServer(async (incoming, outgoing) => {
    const { status, body } = answer(
      incoming.url ?? "/",
      await text(incoming),
      incoming.headers.authorization,
    );
    outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const { url, stop } = await listen(server, 0, "the provider");
  onTestFinished(stop);
  const provider: HostileProvider = {
    ...{ issuer: url, asked: [], claims: {}, metadata: {}, status: 200 },
    write: signed,
  };

  function answer(path: string, sent: string, authorization = ""): { status: number; body: object } {
    if (path === "/.well-known/openid-configuration") return { status: 200, body: described(provider) };
    if (path === "/jwks") return { status: 200, body: { keys: [jwk()] } };
    provider.asked.push({ ...Object.fromEntries(new URLSearchParams(sent)), authorization });
    if (provider.status !== 200) return { status: provider.status, body: { error: "invalid_grant" } };
    const now = Math.floor(Date.now() / 1000);
    const honest = { iss: url, aud: CLIENT.clientId, sub: "anna-1", iat: now, exp: now + 300 };
    const idToken = provider.write({ ...honest, ...provider.claims }, KEYS);
    return { status: 200, body: { access_token: "a", token_type: "Bearer", id_token: idToken } };
  }

  return provider;
}

function described({ issuer, metadata }: HostileProvider): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    ...metadata,
  };
}

function jwk(): object {
  return { ...KEYS.publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" };
}
