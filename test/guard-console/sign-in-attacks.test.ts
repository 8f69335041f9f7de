import { describe, expect, it } from "vitest";
import type { HttpResponse } from "#platform/http/response";
import { attemptOf } from "../../functions/guard-console/attempt.ts";
import { confused, signedByStranger, unsigned } from "../support/hostile-provider.ts";
import { guardWorld, HOST } from "./guard-world.ts";

type World = Awaited<ReturnType<typeof guardWorld>>;

const SESSION = "__Host-sendworthy-session";
const ATTEMPT = "__Host-sendworthy-sign-in";

/** Expects that nobody was signed in: no session was opened, and the browser has none. */
function expectNobody({ table }: World, answer: HttpResponse): void {
  expect(answer.statusCode).toBe(403);
  expect(answer.cookies?.some((one) => one.startsWith(SESSION)) ?? false).toBe(false);
  expect(table.items().filter(({ pk }) => pk.startsWith("session#"))).toEqual([]);
}

describe("an answer of the provider", () => {
  it("that belongs to another browser is refused, which prevents code injection", async () => {
    const world = await guardWorld();
    const [attacker, victim] = [world.browser(), world.browser()];
    const theirs = await attacker.begin();
    await victim.begin();
    const answer = await victim.get(`/console/callback?code=theirs&state=${theirs.get("state")}`);
    expectNobody(world, answer);
    expect(world.provider.asked).toEqual([]);
  });

  it("with another state is refused, and the browser's own answer is accepted afterwards", async () => {
    const world = await guardWorld();
    const visitor = world.browser();
    const asked = await visitor.begin();
    expectNobody(world, await visitor.get("/console/callback?code=theirs&state=theirs"));
    expect(world.table.items()).toEqual([]);
    world.provider.claims = { nonce: asked.get("nonce"), groups: ["sre"] };
    expect((await visitor.get(`/console/callback?code=c&state=${asked.get("state")}`)).statusCode).toBe(303);
  });

  it("for an attempt whose secret could be guessed is refused", async () => {
    const world = await guardWorld();
    const visitor = world.browser();
    visitor.cookies.set(ATTEMPT, "x");
    expectNobody(world, await visitor.get(`/console/callback?code=c&state=${attemptOf("x").state}`));
    expect(world.table.items()).toEqual([]);
  });

  it("that comes to a browser which began nothing is refused", async () => {
    const world = await guardWorld();
    const theirs = await world.browser().begin();
    expectNobody(world, await world.browser().get(`/console/callback?code=c&state=${theirs.get("state")}`));
    expectNobody(world, await world.browser().get("/console/callback"));
    expect(world.provider.asked).toEqual([]);
  });

  it("whose code is another's is refused by its nonce, although the state is the victim's own", async () => {
    const world = await guardWorld();
    const [attacker, victim] = [world.browser(), world.browser()];
    const theirs = await attacker.begin();
    const own = await victim.begin();
    world.provider.claims = { nonce: theirs.get("nonce"), groups: ["sre"] };
    expectNobody(world, await victim.get(`/console/callback?code=theirs&state=${own.get("state")}`));
  });

  it("that is replayed is refused, also with the cookie of the attempt", async () => {
    const world = await guardWorld();
    const visitor = world.browser();
    const asked = await visitor.begin();
    const attempt = visitor.cookies.get(ATTEMPT) ?? "";
    world.provider.claims = { nonce: asked.get("nonce"), groups: ["sre"] };
    const target = `/console/callback?code=c&state=${asked.get("state")}`;
    expect((await visitor.get(target)).statusCode).toBe(303);
    const thief = world.browser();
    thief.cookies.set(ATTEMPT, attempt);
    const { statusCode } = await thief.get(target);
    expect([statusCode, thief.cookies.get(SESSION)]).toEqual([403, undefined]);
    expect(world.provider.asked).toHaveLength(1);
  });

  it("names its issuer, where the provider says so: a mix-up is refused before the code is sent", async () => {
    const world = await guardWorld();
    world.provider.metadata = { authorization_response_iss_parameter_supported: true };
    for (const iss of [{}, { iss: "https://attacker.example" }]) {
      const visitor = world.browser();
      const state = (await visitor.begin()).get("state") ?? "";
      expectNobody(
        world,
        await visitor.get(`/console/callback?${new URLSearchParams({ code: "c", state, ...iss })}`),
      );
    }
    expect(world.provider.asked).toEqual([]);
  });

  it("that names another issuer is refused by any provider", async () => {
    const world = await guardWorld();
    const visitor = world.browser();
    const state = (await visitor.begin()).get("state") ?? "";
    const query = new URLSearchParams({ code: "c", state, iss: "https://attacker.example" });
    expectNobody(world, await visitor.get(`/console/callback?${query}`));
    expect(world.provider.asked).toEqual([]);
  });

  it("that is an error is refused, and its text is not shown", async () => {
    const world = await guardWorld();
    const visitor = world.browser();
    const state = (await visitor.begin()).get("state") ?? "";
    const query = new URLSearchParams({ error: "access_denied", error_description: "<b>call us</b>", state });
    const answer = await visitor.get(`/console/callback?${query}`);
    expectNobody(world, answer);
    expect(answer.body).not.toContain("call us");
  });

  it("whose code the provider does not know is refused", async () => {
    const world = await guardWorld();
    world.provider.status = 400;
    expectNobody(world, await world.browser().signIn("sre"));
  });
});

describe("an ID token", () => {
  it.each([
    ["without a signature", unsigned],
    ["whose HMAC key is the provider's public key", confused],
    ["that another key has signed", signedByStranger],
  ] as const)("%s is refused, also where the provider lists all algorithms", async (_, write) => {
    for (const listed of [["RS256"], ["RS256", "HS256", "none"]]) {
      const world = await guardWorld();
      world.provider.write = write;
      world.provider.metadata = { id_token_signing_alg_values_supported: listed };
      expectNobody(world, await world.browser().signIn("sre"));
      expect(world.provider.asked).toHaveLength(1);
    }
  });

  it.each([
    ["of another issuer", { iss: "https://attacker.example" }],
    ["for another client", { aud: "another" }],
    ["for several clients that names no other", { aud: ["console", "another"], azp: "another" }],
    ["with another nonce", { nonce: "another" }],
    ["without a nonce", { nonce: undefined }],
    ["that is over", { exp: 1_000_000_000 }],
    ["of nobody", { sub: "" }],
  ])("%s is refused", async (_, claims) => {
    const world = await guardWorld();
    world.provider.claims = claims;
    const answer = await world.browser().signIn("sre");
    expectNobody(world, answer);
  });

  it("without the claim of roles gives none", async () => {
    const world = await guardWorld();
    world.provider.claims = { groups: undefined };
    expectNobody(world, await world.browser().signIn());
  });
});

describe("a redirect", () => {
  it("leads to the provider and to the console, whatever a request says", async () => {
    const world = await guardWorld();
    const visitor = world.browser();
    const hostile =
      "redirect_uri=https://attacker.example&return_to=https://attacker.example&next=//attacker.example";
    const { headers } = await visitor.get(`/console/sign-in?${hostile}`, {
      headers: { host: "attacker.example" },
    });
    const location = new URL(String(headers?.["location"]));
    expect(location.origin).toBe(world.provider.issuer);
    expect(location.searchParams.get("redirect_uri")).toBe(`https://${HOST}/console/callback`);
    world.provider.claims = { nonce: location.searchParams.get("nonce"), groups: ["sre"] };
    const state = location.searchParams.get("state");
    const answer = await visitor.get(`/console/callback?code=c&state=${state}&${hostile}`);
    expect(answer.headers?.["location"]).toBe("/console");
  });
});
