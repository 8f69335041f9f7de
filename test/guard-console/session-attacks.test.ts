import { describe, expect, it } from "vitest";
import { IDLE_MS, LONGEST_MS } from "#core/access/session";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { csrfOf, guardWorld, HOST } from "./guard-world.ts";

const SESSION = "__Host-sendworthy-session";

describe("a session", () => {
  it("is another after each sign-in, and the one before is over, which prevents session fixation", async () => {
    const world = await guardWorld();
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

  it("with a secret that an attacker chose is invalid, also after the victim's sign-in", async () => {
    const world = await guardWorld();
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
      const world = await guardWorld();
      const visitor = world.browser();
      visitor.cookies.set(SESSION, forged);
      expect((await visitor.get("/console")).statusCode).toBe(403);
      expect(world.shown).toEqual([]);
    },
  );

  it("is over on all devices after the sign-out", async () => {
    const world = await guardWorld();
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
    const world = await guardWorld();
    const visitor = world.browser();
    await visitor.signIn("sre");
    const at = async (now: number) => (await visitor.get("/console", { now })).statusCode;
    const used = BEGUN_AT + IDLE_MS - 1;
    expect(await at(used)).toBe(200);
    expect(await at(used + IDLE_MS - 1)).toBe(200);
    expect(await at(used + 2 * IDLE_MS)).toBe(403);
  });

  it("is not extended by a page that refreshes itself", async () => {
    const world = await guardWorld();
    const visitor = world.browser();
    await visitor.signIn("sre");
    const headers = { "sec-fetch-dest": "empty" };
    const at = async (now: number) => (await visitor.get("/console", { now, headers })).statusCode;
    expect(await at(BEGUN_AT + IDLE_MS - 1)).toBe(200);
    expect(await at(BEGUN_AT + IDLE_MS)).toBe(403);
  });

  it("ends ten hours after the sign-in, however much it is used", async () => {
    const world = await guardWorld();
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
    const world = await guardWorld();
    const visitor = world.browser();
    await visitor.signIn("sre");
    Object.assign(world.deps, other);
    expect((await visitor.get("/console")).statusCode).toBe(403);
    expect(world.shown).toEqual([]);
  });
});

describe("a form", () => {
  async function signedIn(group: string) {
    const world = await guardWorld();
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
    const { browser, shown } = await guardWorld();
    expect((await browser().post("/console/onboardings/onb_1/check", { csrf: "x" })).statusCode).toBe(403);
    expect(shown).toEqual([]);
  });
});
