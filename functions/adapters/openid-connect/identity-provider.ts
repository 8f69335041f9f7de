import type { ClientAuth, Configuration } from "openid-client";
import type { IdentityProvider, SignInOutcome, Unreachable } from "#core/access/identity-provider";

/** The time limit of one call to the provider. */
const TIMEOUT_SECONDS = 5;

/** Errors that do not concern the person: the provider was slow, unreachable, or failed. */
const AWAY = ["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM"];

type Library = typeof import("openid-client");

interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readClientSecret(): Promise<string>;
}

/** Sends people to this issuer to sign in, and completes the sign-in when they return. */
export function openIdProvider(settings: ProviderSettings): IdentityProvider {
  const configuration = configurationOf(settings);
  return {
    async begin({ redirectUri, codeChallenge, ...request }) {
      try {
        const parameters = {
          ...request,
          redirect_uri: redirectUri,
          code_challenge: codeChallenge,
          code_challenge_method: "S256",
        };
        const { buildAuthorizationUrl } = await library();
        return { kind: "ready", url: buildAuthorizationUrl(await configuration(), parameters).href };
      } catch (error) {
        return { kind: "unreachable", because: codeOf(error) };
      }
    },
    async complete(answer, { state, nonce, codeVerifier }) {
      const expected = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
      const ready = await configuration().catch(unreachable);
      if ("kind" in ready) return ready;
      const { authorizationCodeGrant } = await library();
      try {
        const tokens = await authorizationCodeGrant(ready, answer, { ...expected, idTokenExpected: true });
        const claims = tokens.claims();
        return claims === undefined
          ? { kind: "refused", because: "NO_ID_TOKEN" }
          : { kind: "signed-in", claims };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

/** Reads the provider's metadata once, and again if the client secret changes. */
function configurationOf({ issuer, clientId, readClientSecret }: ProviderSettings) {
  let known: { readonly secret: string; readonly configuration: Configuration } | undefined;
  return async (): Promise<Configuration> => {
    const secret = await readClientSecret();
    if (known?.secret !== secret) known = { secret, configuration: await discover(issuer, clientId, secret) };
    return known.configuration;
  };
}

/** The library is loaded only for a sign-in, because most calls do not need it. */
function library(): Promise<Library> {
  return import("openid-client");
}

/** Only HTTPS is accepted, except for a provider on the same machine, as in the local cloud. */
async function discover(issuer: string, clientId: string, secret: string): Promise<Configuration> {
  const url = new URL(issuer);
  const client = await library();
  const isHere = url.protocol === "http:" && ["127.0.0.1", "localhost"].includes(url.hostname);
  return client.discovery(url, clientId, {}, authentication(secret, client), {
    timeout: TIMEOUT_SECONDS,
    // Signatures of ID tokens are checked, although TLS would suffice (OpenID Connect Core §3.1.3.7, point
    // 6).
    execute: [client.enableNonRepudiationChecks, ...(isHere ? [client.allowInsecureRequests] : [])],
  });
}

/** A provider that lists no method accepts client_secret_basic (OpenID Connect Discovery §3). */
function authentication(secret: string, { ClientSecretBasic, ClientSecretPost }: Library): ClientAuth {
  return (server, ...others) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const isBasic = methods.includes("client_secret_basic");
    return (isBasic ? ClientSecretBasic(secret) : ClientSecretPost(secret))(server, ...others);
  };
}

function outcomeOf(error: unknown): SignInOutcome {
  const because = codeOf(error);
  return isAway(error, because) ? { kind: "unreachable", because } : { kind: "refused", because };
}

/** `fetch` throws a TypeError if it cannot make the call. */
function isAway(error: unknown, code: string): boolean {
  return error instanceof TypeError || AWAY.includes(code);
}

function unreachable(error: unknown): Unreachable {
  return { kind: "unreachable", because: codeOf(error) };
}

/** Returns the error's code and not its text, which may contain a stranger's data. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : error.name;
}
