import { describe, expect, it } from "vitest";
import { openIdProvider } from "#adapters/openid-connect/identity-provider";
import {
  CLIENT,
  type HostileProvider,
  hostileProvider,
  signedByStranger,
} from "../../support/hostile-provider.ts";

const CALLBACK = "https://console.example/console/callback";
const REQUEST = {
  ...{ redirectUri: CALLBACK, scope: "openid email", state: "a-state", nonce: "a-nonce" },
  codeChallenge: "c".repeat(43),
};
const EXPECTED = { state: "a-state", nonce: "a-nonce", codeVerifier: "v".repeat(43) };
const ANSWER = new URL(`${CALLBACK}?code=a-code&state=a-state`);

const clientOf = (issuer: string, readClientSecret = async () => CLIENT.secret) =>
  openIdProvider({ issuer, clientId: CLIENT.clientId, readClientSecret });

/** Completes a sign-in at a provider that behaves as said. */
async function complete(behave: (provider: HostileProvider) => void, answer = ANSWER) {
  const provider = await hostileProvider();
  provider.claims = { nonce: EXPECTED.nonce };
  behave(provider);
  return { outcome: await clientOf(provider.issuer).complete(answer, EXPECTED), provider };
}

it("sends people to the provider with everything that it needs", async () => {
  const { issuer } = await hostileProvider();
  const begun = await clientOf(issuer).begin(REQUEST);
  const { origin, pathname, searchParams } = new URL(begun.kind === "ready" ? begun.url : "about:blank");
  expect([origin, pathname]).toEqual([issuer, "/authorize"]);
  expect(Object.fromEntries(searchParams)).toEqual({
    ...{ client_id: CLIENT.clientId, response_type: "code", redirect_uri: CALLBACK },
    ...{ scope: "openid email", state: "a-state", nonce: "a-nonce" },
    ...{ code_challenge: "c".repeat(43), code_challenge_method: "S256" },
  });
});

it("returns the claims of a person who signed in, and proves its request with the verifier", async () => {
  const { outcome, provider } = await complete((one) => {
    one.claims = { nonce: EXPECTED.nonce, email: "anna@oxford.example" };
  });
  expect(outcome).toMatchObject({
    kind: "signed-in",
    claims: { sub: "anna-1", email: "anna@oxford.example", iss: provider.issuer, aud: CLIENT.clientId },
  });
  expect(provider.asked).toMatchObject([
    {
      ...{ grant_type: "authorization_code", code: "a-code", redirect_uri: CALLBACK },
      code_verifier: EXPECTED.codeVerifier,
    },
  ]);
});

describe("a sign-in is refused", () => {
  const refusals: [string, (provider: HostileProvider) => void][] = [
    ["with another nonce", (one) => void Object.assign(one.claims, { nonce: "another" })],
    ["without a nonce", (one) => void Object.assign(one.claims, { nonce: undefined })],
    ["of another client", (one) => void Object.assign(one.claims, { aud: "another" })],
    ["of another issuer", (one) => void Object.assign(one.claims, { iss: "https://other.example" })],
    ["that has expired", (one) => void Object.assign(one.claims, { exp: 1 })],
    ["with a stranger's signature", (one) => void Object.assign(one, { write: signedByStranger })],
    ["whose code is not valid", (one) => void Object.assign(one, { status: 400 })],
  ];

  it.each(refusals)("%s", async (_, behave) => {
    expect((await complete(behave)).outcome).toEqual({ kind: "refused", because: expect.any(String) });
  });

  it.each([
    ["with another state", "code=a-code&state=another", "OAUTH_INVALID_RESPONSE"],
    ["without a state", "code=a-code", "OAUTH_INVALID_RESPONSE"],
    [
      "that the person did not permit",
      "error=access_denied&state=a-state",
      "OAUTH_AUTHORIZATION_RESPONSE_ERROR",
    ],
  ])("%s, without a request for a token", async (_, query, because) => {
    const { outcome, provider } = await complete(() => undefined, new URL(`${CALLBACK}?${query}`));
    expect(outcome).toEqual({ kind: "refused", because });
    expect(provider.asked).toEqual([]);
  });

  it("without an ID token", async () => {
    const { outcome } = await complete((one) => void Object.assign(one, { write: () => undefined }));
    expect(outcome).toEqual({ kind: "refused", because: "OAUTH_INVALID_RESPONSE" });
  });
});

describe("a provider is unreachable", () => {
  it("where nothing answers, and the code says so without a stranger's text", async () => {
    const client = clientOf("http://127.0.0.1:1");
    const unreachable = { kind: "unreachable", because: expect.stringMatching(/^\w+$/) };
    expect(await client.begin(REQUEST)).toEqual(unreachable);
    expect(await client.complete(ANSWER, EXPECTED)).toEqual(unreachable);
  });

  it.each([
    ["with its code", Object.assign(new Error("secret text"), { code: "SECRET_AWAY" }), "SECRET_AWAY"],
    [
      "by its name if its code is no text",
      Object.assign(new RangeError("secret text"), { code: 7 }),
      "RangeError",
    ],
    ["by its name if it has no code", new RangeError("secret text"), "RangeError"],
    ["as unknown if it is no error", "secret text", "unknown"],
  ])("where the client secret cannot be read, %s", async (_, thrown, because) => {
    const client = clientOf("https://id.example", () => Promise.reject(thrown));
    expect(await client.begin(REQUEST)).toEqual({ kind: "unreachable", because });
    expect(await client.complete(ANSWER, EXPECTED)).toEqual({ kind: "unreachable", because });
  });
});
