import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { openIdProvider } from "#adapters/openid-connect/identity-provider";
import { listen } from "../../../infra/local/listen.ts";
import { CLIENT, hostileProvider } from "../../support/hostile-provider.ts";

const REQUEST = {
  ...{ redirectUri: "https://console.example/console/callback", scope: "openid email" },
  ...{ state: "a-state", nonce: "a-nonce", codeChallenge: "c".repeat(43) },
};
const EXPECTED = { state: "a-state", nonce: "a-nonce", codeVerifier: "v".repeat(43) };
const ANSWER = new URL("https://console.example/console/callback?code=c&state=a-state");

const providerAt = (issuer: string, secret = CLIENT.secret) =>
  openIdProvider({ issuer, clientId: CLIENT.clientId, readClientSecret: async () => secret });

it.each(["http://id.example", "http://10.0.0.1", "http://127.0.0.1.id.example", "ftp://id.example"])(
  "speaks HTTPS alone, but to this machine: never to %s",
  async (issuer) => {
    expect(await providerAt(issuer).begin(REQUEST)).toMatchObject({
      kind: "unreachable",
      because: expect.stringMatching(/FORBIDDEN/),
    });
  },
);

it("follows no redirect of the provider", async () => {
  let asked = 0;
  const inside = createServer((_, outgoing) => {
    asked += 1;
    outgoing.end("{}");
  });
  const { url, stop } = await listen(inside, 0, "the inside");
  onTestFinished(stop);
  const outside = createServer((_, outgoing) => outgoing.writeHead(302, { location: url }).end());
  const provider = await listen(outside, 0, "the provider");
  onTestFinished(provider.stop);
  expect(await providerAt(provider.url).begin(REQUEST)).toMatchObject({ kind: "unreachable" });
  expect(asked).toBe(0);
});

it.each([
  [undefined, /^Basic /],
  [["client_secret_basic", "client_secret_post"], /^Basic /],
  [["client_secret_post"], /^$/],
])("authenticates as the provider asks: %j", async (methods, authorization) => {
  const provider = await hostileProvider();
  provider.metadata = { token_endpoint_auth_methods_supported: methods };
  provider.claims = { nonce: EXPECTED.nonce };
  expect(await providerAt(provider.issuer).complete(ANSWER, EXPECTED)).toMatchObject({ kind: "signed-in" });
  expect(provider.asked[0]?.["authorization"]).toMatch(authorization);
  expect(provider.asked[0]?.["client_secret"]).toBe(
    provider.asked[0]?.["authorization"] === "" ? CLIENT.secret : undefined,
  );
});

it.each([500, 503])("returns no person while the provider answers %i", async (status) => {
  const provider = await hostileProvider();
  provider.status = status;
  expect(await providerAt(provider.issuer).complete(ANSWER, EXPECTED)).toMatchObject({ kind: "unreachable" });
});

it("asks again after a failure, and with another client secret", async () => {
  const provider = await hostileProvider();
  let secret = "the-first-client-secret-of-32-characters";
  const client = openIdProvider({
    ...{ issuer: provider.issuer, clientId: CLIENT.clientId },
    readClientSecret: async () => secret,
  });
  provider.metadata = { issuer: "https://other.example" };
  expect(await client.begin(REQUEST)).toMatchObject({ kind: "unreachable" });
  provider.metadata = {};
  provider.claims = { nonce: EXPECTED.nonce };
  await client.complete(ANSWER, EXPECTED);
  secret = "the-second-client-secret-of-32-characters";
  await client.complete(ANSWER, EXPECTED);
  const sent = provider.asked.map(({ authorization = "" }) => atob(authorization.replace("Basic ", "")));
  expect(sent.map((one) => /first|second/.exec(one)?.[0])).toEqual(["first", "second"]);
});

it("reads the provider's metadata once while the client secret stays the same", async () => {
  const provider = await hostileProvider();
  const client = providerAt(provider.issuer);
  expect(await client.begin(REQUEST)).toMatchObject({ kind: "ready" });
  provider.metadata = { issuer: "https://other.example" };
  expect(await client.begin(REQUEST)).toMatchObject({ kind: "ready" });
  expect(await providerAt(provider.issuer).begin(REQUEST)).toMatchObject({ kind: "unreachable" });
});
