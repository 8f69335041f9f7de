import { createHash } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { openIdProvider } from "#adapters/openid-connect/identity-provider";
import { startIdentityProvider } from "../../infra/local/sign-in/identity-provider.ts";
import { LOCAL_ACCESS } from "../../infra/local/sign-in/people.ts";

const CLIENT = { clientId: "console", clientSecret: "a-client-secret-of-at-least-32-characters" };
const REDIRECT_URI = "http://127.0.0.1:1/console/callback";
const VERIFIER = "v".repeat(43);
const EXPECTED = { state: "a-state", nonce: "a-nonce", codeVerifier: VERIFIER };

async function startBoth() {
  const { issuer, stop } = await startIdentityProvider({ ...CLIENT, redirectUri: REDIRECT_URI });
  onTestFinished(stop);
  const readClientSecret = async () => CLIENT.clientSecret;
  return openIdProvider({ issuer, clientId: CLIENT.clientId, readClientSecret });
}

/** Follows redirects with cookies, as a browser does, until the client's address; says at the choice who it is. */
async function browse(url: string, subject: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let [next, init]: [string, RequestInit] = [url, {}];
  for (let hops = 0; hops < 10; hops += 1) {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
    const answer = await fetch(next, { ...init, headers, redirect: "manual" });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    init = location === null ? { method: "POST", body: new URLSearchParams({ subject }) } : {};
    next = location === null ? next : new URL(location, next).href;
    if (next.startsWith(REDIRECT_URI)) return new URL(next);
  }
  throw new Error("The provider never sent the browser back");
}

async function begin(provider: ReturnType<typeof openIdProvider>): Promise<string> {
  const begun = await provider.begin({
    ...{ redirectUri: REDIRECT_URI, scope: LOCAL_ACCESS.scope, state: EXPECTED.state, nonce: EXPECTED.nonce },
    codeChallenge: createHash("sha256").update(VERIFIER).digest("base64url"),
  });
  if (begun.kind !== "ready") throw new Error(begun.because);
  return begun.url;
}

it("says who signed in, once for a code", async () => {
  const provider = await startBoth();
  const answer = await browse(await begin(provider), "sam");
  expect(answer.searchParams.get("iss")).toMatch(/^http:/);
  expect(await provider.complete(answer, EXPECTED)).toMatchObject({
    kind: "signed-in",
    claims: { sub: "sam", email: "sam@platform.example", email_verified: true, groups: ["support"] },
  });
  expect(await provider.complete(answer, EXPECTED)).toMatchObject({ kind: "refused" });
});

it.each([
  ["state", { state: "another" }],
  ["nonce", { nonce: "another" }],
  ["code verifier", { codeVerifier: "w".repeat(43) }],
])("signs nobody in with another %s", async (_, other) => {
  const provider = await startBoth();
  const answer = await browse(await begin(provider), "olga");
  expect(await provider.complete(answer, { ...EXPECTED, ...other })).toMatchObject({ kind: "refused" });
});
