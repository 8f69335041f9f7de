import { describe, expect, it } from "vitest";
import { IDLE_MS, LONGEST_MS } from "#core/access/session";
import type { HttpResponse } from "#platform/http/response";
import { attemptOf } from "../../functions/guard-console/attempt.ts";
import { confused, signedByStranger, unsigned } from "../support/hostile-provider.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { csrfOf, doorWorld, HOST } from "./door-world.ts";

type World = Awaited<ReturnType<typeof doorWorld>>;

const SESSION = "__Host-sendworthy-session";
const ATTEMPT = "__Host-sendworthy-sign-in";

/** Nobody was signed in: no session was opened, and the browser holds none. */
function expectNobody({ table }: World, answer: HttpResponse): void {
  expect(answer.statusCode).toBe(403);
  expect(answer.cookies?.some((one) => one.startsWith(SESSION)) ?? false).toBe(false);
  expect(table.items().filter(({ pk }) => pk.startsWith("session#"))).toEqual([]);
}

describe("an answer of the provider", () => {
  it("that belongs to another browser is refused: somebody else's code is injected", async () => {
    const world = await doorWorld();
    const [attacker, victim] = [world.browser(), world.browser()];
    const theirs = await attacker.begin();
    await victim.begin();
    const answer = await victim.get(`/console/callback?code=theirs&state=${theirs.get("state")}`);
    expectNobody(world, answer);
    expect(world.provider.asked).toEqual([]);
  });

  it("with another state spoils nothing: the browser's own answer is taken afterwards", async () => {
    const world = await doorWorld();
    const visitor = world.browser();
    const asked = await visitor.begin();
    expectNobody(world, await visitor.get("/console/callback?code=theirs&state=theirs"));
    expect(world.table.items()).toEqual([]);
    world.provider.claims = { nonce: asked.get("nonce"), groups: ["sre"] };
    expect((await visitor.get(`/console/callback?code=c&state=${asked.get("state")}`)).statusCode).toBe(303);
  });

  it("for an attempt whose secret could be guessed is refused", async () => {
    const world = await doorWorld();
    const visitor = world.browser();
    visitor.cookies.set(ATTEMPT, "x");
    expectNobody(world, await visitor.get(`/console/callback?code=c&state=${attemptOf("x").state}`));
    expect(world.table.items()).toEqual([]);
  });

  it("that comes to a browser which began nothing is refused", async () => {
    const world = await doorWorld();
    const theirs = await world.browser().begin();
    expectNobody(world, await world.browser().get(`/console/callback?code=c&state=${theirs.get("state")}`));
    expectNobody(world, await world.browser().get("/console/callback"));
    expect(world.provider.asked).toEqual([]);
  });

  it("whose code is another's is refused by its nonce, although the state is the victim's own", async () => {
    const world = await doorWorld();
    const [attacker, victim] = [world.browser(), world.browser()];
    const theirs = await attacker.begin();
    const own = await victim.begin();
    world.provider.claims = { nonce: theirs.get("nonce"), groups: ["sre"] };
    expectNobody(world, await victim.get(`/console/callback?code=theirs&state=${own.get("state")}`));
  });

  it("that is replayed is refused, also with the cookie of the attempt", async () => {
    const world = await doorWorld();
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
    const world = await doorWorld();
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
    const world = await doorWorld();
    const visitor = world.browser();
    const state = (await visitor.begin()).get("state") ?? "";
    const query = new URLSearchParams({ code: "c", state, iss: "https://attacker.example" });
    expectNobody(world, await visitor.get(`/console/callback?${query}`));
    expect(world.provider.asked).toEqual([]);
  });

  it("that is an error is refused, and its words are shown to nobody", async () => {
    const world = await doorWorld();
    const visitor = world.browser();
    const state = (await visitor.begin()).get("state") ?? "";
    const query = new URLSearchParams({ error: "access_denied", error_description: "<b>call us</b>", state });
    const answer = await visitor.get(`/console/callback?${query}`);
    expectNobody(world, answer);
    expect(answer.body).not.toContain("call us");
  });

  it("whose code the provider does not know is refused", async () => {
    const world = await doorWorld();
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
      const world = await doorWorld();
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
    const world = await doorWorld();
    world.provider.claims = claims;
    const answer = await world.browser().signIn("sre");
    expectNobody(world, answer);
  });

  it("without the claim of roles gives none", async () => {
    const world = await doorWorld();
    world.provider.claims = { groups: undefined };
    expectNobody(world, await world.browser().signIn());
  });
});

describe("a redirect", () => {
  it("leads to the provider and to the console, whatever a request says", async () => {
    const world = await doorWorld();
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

describe("a session", () => {
  it("is another after each sign-in, and the one before is over: none can be fixed beforehand", async () => {
    const world = await doorWorld();
    const visitor = world.browser();
    await visitor.signIn("sre");
    const before = visitor.cookies.get(SESSION) ?? "";
    world.provider.claims = {};
    await visitor.signIn("sre");
    expect(visitor.cookies.get(SESSION)).not.toBe(before);
    const attacker = world.browser();
    attacker.cookies.set(SESSION, before);
    expect((await attacker.get("/console")).statusCode).toBe(403);
    expect((await visitor.get("/console")).statusCode).toBe(200);
  });

  it("that an attacker chose is none, and stays none after the victim's sign-in", async () => {
    const world = await doorWorld();
    const [victim, attacker] = [world.browser(), world.browser()];
    const chosen = "A".repeat(43);
    for (const one of [victim, attacker]) one.cookies.set(SESSION, chosen);
    expect((await attacker.get("/console")).statusCode).toBe(403);
    await victim.signIn("sre");
    expect((await attacker.get("/console")).statusCode).toBe(403);
  });

  it.each(["", "x", "A".repeat(44), "../../../etc", `${"A".repeat(42)}%`])(
    "of the forged cookie %j is none",
    async (forged) => {
      const world = await doorWorld();
      const visitor = world.browser();
      visitor.cookies.set(SESSION, forged);
      expect((await visitor.get("/console")).statusCode).toBe(403);
      expect(world.shown).toEqual([]);
    },
  );

  it("is over everywhere after the sign-out", async () => {
    const world = await doorWorld();
    const [visitor, thief] = [world.browser(), world.browser()];
    await visitor.signIn("sre");
    await visitor.get("/console");
    thief.cookies.set(SESSION, visitor.cookies.get(SESSION) ?? "");
    expect((await thief.get("/console")).statusCode).toBe(200);
    const { statusCode, body } = await visitor.post("/console/sign-out", { csrf: csrfOf(world.shown) });
    expect([statusCode, String(body).includes("You are signed out")]).toEqual([200, true]);
    expect(visitor.cookies.has(SESSION)).toBe(false);
    expect((await thief.get("/console")).statusCode).toBe(403);
  });

  it("ends an hour after its last use, and lasts while it is used", async () => {
    const world = await doorWorld();
    const visitor = world.browser();
    await visitor.signIn("sre");
    const at = async (now: number) => (await visitor.get("/console", { now })).statusCode;
    const used = BEGUN_AT + IDLE_MS - 1;
    expect(await at(used)).toBe(200);
    expect(await at(used + IDLE_MS - 1)).toBe(200);
    expect(await at(used + 2 * IDLE_MS)).toBe(403);
  });

  it("ends ten hours after the sign-in, however much it is used", async () => {
    const world = await doorWorld();
    const visitor = world.browser();
    await visitor.signIn("sre");
    const step = IDLE_MS / 2;
    for (let now = BEGUN_AT + step; now < BEGUN_AT + LONGEST_MS; now += step)
      expect((await visitor.get("/console", { now })).statusCode).toBe(200);
    expect((await visitor.get("/console", { now: BEGUN_AT + LONGEST_MS })).statusCode).toBe(403);
  });

  it.each([
    ["deployment", { publicUrl: "https://other.example" }],
    ["provider", { issuer: "https://other.example" }],
    ["client", { clientId: "other" }],
  ])("of another %s is refused, even if its item is copied", async (_, other) => {
    const world = await doorWorld();
    const visitor = world.browser();
    await visitor.signIn("sre");
    Object.assign(world.deps, other);
    expect((await visitor.get("/console")).statusCode).toBe(403);
    expect(world.shown).toEqual([]);
  });
});

describe("a form", () => {
  async function signedIn(group: string) {
    const world = await doorWorld();
    const visitor = world.browser();
    await visitor.signIn(group);
    await visitor.get("/console");
    const csrf = csrfOf(world.shown);
    world.shown.length = 0;
    return { ...world, visitor, csrf };
  }

  it.each(["/console/onboardings/onb_1/cancel", "/console/sign-out"])(
    "to %s needs the token of its session",
    async (path) => {
      const { visitor, shown } = await signedIn("sre");
      const { csrf: others } = await signedIn("sre");
      for (const csrf of ["", others]) expect((await visitor.post(path, { csrf })).statusCode).toBe(403);
      expect((await visitor.get("/console")).statusCode).toBe(200);
      expect(shown).toHaveLength(1);
    },
  );

  it.each(["https://attacker.example", "null", `http://${HOST}`])(
    "of the origin %s does nothing",
    async (origin) => {
      const { visitor, csrf, shown } = await signedIn("sre");
      const path = "/console/onboardings/onb_1/cancel";
      expect((await visitor.post(path, { csrf }, { headers: { origin } })).statusCode).toBe(403);
      expect(shown).toEqual([]);
      await visitor.post(path, { csrf }, { headers: { origin: `https://${HOST}` } });
      expect(shown).toHaveLength(1);
    },
  );

  it.each([
    ["staff", "check"],
    ["staff", "cancel"],
    ["help-desk", "cancel"],
    ["help-desk", "approve"],
    ["help-desk", "amend"],
  ])("of somebody in the group %s to %s does nothing", async (group, action) => {
    const { visitor, csrf, shown } = await signedIn(group);
    expect((await visitor.post(`/console/onboardings/onb_1/${action}`, { csrf })).statusCode).toBe(403);
    expect(shown).toEqual([]);
  });

  it("needs a session", async () => {
    const { browser, shown } = await doorWorld();
    expect((await browser().post("/console/onboardings/onb_1/check", { csrf: "x" })).statusCode).toBe(403);
    expect(shown).toEqual([]);
  });
});
