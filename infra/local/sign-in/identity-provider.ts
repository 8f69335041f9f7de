import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Configuration, default as Provider } from "oidc-provider";
import { listen } from "../listen.ts";
import { choicePage } from "./choice-page.ts";
import { MemoryAdapter } from "./memory-adapter.ts";
import { claimsOf, LOCAL_ACCESS, PEOPLE } from "./people.ts";

/** The OpenID Connect provider of the local cloud. */
export interface LocalIdentityProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

/** The OpenID Connect client of the console. */
interface LocalClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** An hour in seconds. */
const HOUR = 3600;
const DAY = 24 * HOUR;

const CHOICE = /^\/choice\//;

/**
 * Starts a real OpenID Connect provider on a free loopback port; people choose who they are with a button.
 */
export async function startIdentityProvider(client: LocalClient): Promise<LocalIdentityProvider> {
  let answer = (_: IncomingMessage, outgoing: ServerResponse): void => void outgoing.writeHead(503).end();
  const server = createServer((incoming, outgoing) => answer(incoming, outgoing));
  const { url, stop } = await listen(server, 0, "the identity provider");
  // The library is loaded only here, because most local clouds have no sign-in.
  const { default: OpenIdProvider } = await import("oidc-provider");
  const provider = new OpenIdProvider(url, configurationOf(client));
  const standard = provider.callback();
  answer = (incoming, outgoing) => {
    const isChoice = CHOICE.test(incoming.url ?? "");
    void (isChoice ? choose(provider, incoming, outgoing) : standard(incoming, outgoing));
  };
  return { issuer: url, stop };
}

/** Shows the choice of people, or stores the chosen person and redirects the browser back to the provider. */
async function choose(
  provider: Provider,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const subject = new URLSearchParams(await text(incoming)).get("subject") ?? "";
    if (Object.hasOwn(PEOPLE, subject))
      await provider.interactionFinished(incoming, outgoing, { login: { accountId: subject } });
    else outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(choicePage());
  } catch {
    outgoing.writeHead(400).end();
  }
}

function configurationOf({ clientId, clientSecret, redirectUri }: LocalClient): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    adapter: MemoryAdapter,
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kty: "RSA", use: "sig", alg: "RS256" }] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], groups: ["groups"] },
    // The ID token contains all claims, as with most providers.
    conformIdTokenClaims: false,
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      Grant: DAY,
      IdToken: HOUR,
      Interaction: HOUR,
      Session: DAY,
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/choice/${uid}` },
    findAccount: (_, subject) => ({ accountId: subject, claims: () => claimsOf(subject) }),
    /** Nobody is asked for consent, because the same people run the provider and the console. */
    async loadExistingGrant({ oidc: { client, provider, session } }) {
      const grant = new provider.Grant({
        ...(client && { clientId: client.clientId }),
        ...(session?.accountId !== undefined && { accountId: session.accountId }),
      });
      grant.addOIDCScope(LOCAL_ACCESS.scope);
      await grant.save();
      return grant;
    },
  };
}
