import { describe, expect, it } from "vitest";
import { onboardingOf } from "../support/onboarding-fixture.ts";
import { ARN, addressesWorld, INCOMING, verifiedOf } from "./addresses-world.ts";

const { identity: D } = onboardingOf();
const NEWS = `news@${D}`;

describe("the list", () => {
  it("shows an address as suspended once its domain is released, and removes nothing", async () => {
    const world = await addressesWorld();
    await world.add(NEWS);
    await world.release();
    expect((await world.ask("GET")).fromAddresses).toMatchObject([
      { address: NEWS, state: "suspended", because: "not-verified" },
    ]);
  });

  it("shows an internationalised domain in Unicode, beside its A-labels", async () => {
    const identity = "xn--bcher-kva.example";
    const world = await addressesWorld([verifiedOf({ identity, mailFrom: `email.${identity}` })]);
    await world.add({ address: "news@bücher.example", replyAddress: NEWS });
    expect((await world.ask("GET")).fromAddresses).toMatchObject([
      { address: `news@${identity}`, unicode: "news@bücher.example" },
    ]);
  });

  it("exists only for projects of the registry", async () => {
    expect((await (await addressesWorld()).ask("GET", "", {}, {}, "cambridge")).status).toBe(404);
  });
});

describe("the default", () => {
  it("is one address at a time, and may be named by any spelling of its domain", async () => {
    const world = await addressesWorld();
    await world.add(NEWS, `shop@${D}`);
    const answer = await world.ask("POST", `/shop%40${D.toUpperCase()}/default`);
    expect(answer.fromAddresses).toMatchObject([{ isDefault: false }, { isDefault: true }]);
    expect((await world.ask("POST", `/none@${D}/default`)).status).toBe(404);
  });
});

describe("removing", () => {
  it("keeps the last address, unless an operator says why not", async () => {
    const world = await addressesWorld();
    await world.add(NEWS);
    expect(await world.ask("DELETE", `/${NEWS}`)).toMatchObject({
      status: 409,
      detail: expect.stringContaining("last"),
    });
    const answer = await world.ask("DELETE", `/${NEWS}`, {}, { because: "the company is gone" });
    expect(answer).toMatchObject({ status: 200, fromAddresses: [] });
    expect((await world.ask("GET")).removed).toMatchObject([
      { address: NEWS, by: `operator:${ARN}`, because: "the company is gone" },
    ]);
  });

  it("refuses while the platform reports that the address is in use", async () => {
    const world = await addressesWorld();
    await world.add(NEWS, `shop@${D}`);
    await world.ask("PATCH", `/shop@${D}`, { inUse: true });
    expect(await world.ask("DELETE", `/shop@${D}`)).toMatchObject({ status: 409 });
    expect((await world.ask("PATCH", `/shop@${D}`, { inUse: "no" })).status).toBe(422);
    await world.ask("PATCH", `/shop@${D}`, { inUse: false });
    expect((await world.ask("DELETE", `/shop@${D}`)).status).toBe(200);
    expect((await world.ask("DELETE", `/shop@${D}`)).status).toBe(404);
  });

  it("makes another address the default", async () => {
    const world = await addressesWorld();
    await world.add(NEWS, `shop@${D}`);
    const answer = await world.ask("DELETE", `/${NEWS}`);
    expect(answer.fromAddresses).toMatchObject([{ address: `shop@${D}`, isDefault: true }]);
  });
});

describe("the alignment report", () => {
  it("reports the present state of an address, in figures and in words", async () => {
    const world = await addressesWorld();
    await world.add(NEWS);
    world.zone = { ...INCOMING, _dmarc: { TXT: "v=DMARC1; p=quarantine; aspf=s" } };
    const report = await world.ask("GET", `/${NEWS}/alignment`);
    expect(report).toMatchObject({
      ...{ status: 200, address: NEWS, headerFrom: D, dkimDomain: D, mailFrom: `email.${D}`, dmarc: "pass" },
      rfc7489: { dkim: "yes", spf: "no", policy: { at: D, stated: "quarantine", isInherited: false } },
    });
    expect(report.words).toEqual([
      `Mail from ${NEWS} is signed by ${D}, and its bounces go to email.${D}.`,
      `Older rules (RFC 7489) and newer rules (RFC 9989): ${D} has the policy “p=quarantine”. The signature counts (relaxed). SPF does not count (strict). DMARC passes.`,
    ]);
  });

  it("exists only for addresses of the project", async () => {
    const world = await addressesWorld();
    expect((await world.ask("GET", `/${NEWS}/alignment`)).status).toBe(404);
    await world.add(NEWS);
    expect((await world.ask("GET", `/shop@${D}/alignment`)).status).toBe(404);
    expect((await world.ask("GET", `/${NEWS}/alignment`, {}, {}, "cambridge")).status).toBe(404);
  });

  it("of a suspended address says that nothing is signed", async () => {
    const world = await addressesWorld([verifiedOf()]);
    await world.add(NEWS);
    await world.release();
    expect(await world.ask("GET", `/${NEWS}/alignment`)).toMatchObject({ dkimDomain: null });
  });
});
