import { randomBytes } from "node:crypto";
import type { Stops } from "../stops.ts";
import type { Store } from "../store.ts";
import type { Template } from "../template/model.ts";
import { startIdentityProvider } from "./identity-provider.ts";
import { LOCAL_ACCESS } from "./people.ts";

/** The sign-in of a local cloud, configured as a deployer would configure it. */
export interface SignIn {
  readonly parameters: Readonly<Record<string, string>>;
  /** Adds the mapping of roles to a configuration that has none. */
  configuration(given: string): string;
  /** Sets the client secret in the template's secret for it. */
  complete(template: Template): Template;
}

/** No sign-in: the person at the machine is the operator. */
export const NO_SIGN_IN: SignIn = {
  parameters: {},
  configuration: (given) => given,
  complete: (template) => template,
};

const CLIENT_ID = "sendworthy-console";

/**
 * Starts an identity provider for the console of this HTTP API. The client keeps its secret when the cloud
 * restarts.
 */
export async function startSignIn(httpUrl: string, store: Store, stops: Stops): Promise<SignIn> {
  const kept = store.collection<string>("sign-in");
  const clientSecret = kept.get("client-secret") ?? randomBytes(32).toString("base64url");
  kept.put("client-secret", clientSecret);
  const client = { clientId: CLIENT_ID, clientSecret, redirectUri: `${httpUrl}/console/callback` };
  const { issuer } = stops.add(await startIdentityProvider(client), (part) => part.stop());
  return {
    parameters: { SignInIssuer: issuer, SignInClientId: CLIENT_ID },
    configuration: (given) => JSON.stringify({ console: LOCAL_ACCESS, ...JSON.parse(given) }),
    complete: ({ secrets, ...template }) => ({
      ...template,
      secrets: secrets.map((secret) =>
        secret.name.endsWith("-SignInSecret")
          ? { ...secret, value: JSON.stringify({ current: clientSecret }) }
          : secret,
      ),
    }),
  };
}
