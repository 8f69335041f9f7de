import { describe, expect, it } from "vitest";
import { BEGUN_AT, onboardingOf, RECORDS } from "../support/onboarding-fixture.ts";
import { ARN, addressesWorld, INCOMING, verifiedOf } from "./addresses-world.ts";

const { identity: D, owner } = onboardingOf();
const NEWS = `news@${D}`;
const STRICT = { ...INCOMING, _dmarc: { TXT: "v=DMARC1; p=reject; adkim=s; aspf=s" } };

/** Returns the codes of the first refusal in an answer. */
function codes(answer: { refused: { refusals: { code: string }[] }[] }): string[] {
  return answer.refused[0]?.refusals.map(({ code }) => code) ?? [];
}

describe("a caller without a valid signature", () => {
  it("may do nothing, on whatever route", async () => {
    const world = await addressesWorld();
    world.principal = undefined;
    expect(await world.add(NEWS)).toMatchObject({ status: 403 });
    expect(await world.ask("GET")).toMatchObject({ status: 403 });
    expect((await world.project()).fromAddresses).toEqual([]);
  });
});

describe("adding", () => {
  it("takes an address on a verified domain, the first one as the default", async () => {
    const world = await addressesWorld();
    const answer = await world.add({ address: "News@OxfordStones.example", displayName: "Oxford Stones" });
    expect(answer).toMatchObject({ status: 200, refused: [] });
    expect(answer.accepted).toMatchObject([
      {
        address: `News@${D}`,
        from: `Oxford Stones <News@${D}>`,
        isDefault: true,
        state: "usable",
        addedBy: `operator:${ARN}`,
        warnings: [],
        alignment: { headerFrom: D, dkimDomain: D, mailFrom: `email.${D}`, dmarc: "none" },
      },
    ]);
  });

  it("is open from the DKIM milestone on, before MAIL FROM is verified", async () => {
    const ses = { reads: 1 };
    const world = await addressesWorld([
      verifiedOf({ status: "confirmed", ses: { ...ses, status: undefined } }),
    ]);
    const answer = await world.add(NEWS);
    expect(answer.accepted).toMatchObject([
      { warnings: ["dkim-alone"], alignment: { mailFrom: "amazonses.com", isDefaultMailFrom: true } },
    ]);
    expect(answer.accepted[0].words.join(" ")).toContain("Without a custom MAIL FROM domain");
  });

  it("takes each once, whatever the case of the domain, and brings it up to date", async () => {
    const world = await addressesWorld();
    await world.add({ address: NEWS, displayName: "Old" });
    world.now += 1000;
    await world.add({ address: "news@OXFORDSTONES.example", displayName: "New" });
    expect((await world.project()).fromAddresses).toMatchObject([
      { address: NEWS, displayName: "New", addedAt: BEGUN_AT, isDefault: true },
    ]);
  });

  it("takes what is right and refuses the rest, each with its reason and the way forward", async () => {
    const world = await addressesWorld();
    const answer = await world.add(NEWS, "news@cambridge.example", "not an address");
    expect(answer.accepted).toMatchObject([{ address: NEWS }]);
    expect(answer.refused).toMatchObject([
      {
        address: "news@cambridge.example",
        refusals: [{ code: "not-verified" }],
        onboarding: { type: "onboarding.requested", fromAddresses: ["news@cambridge.example"] },
      },
      { address: "not an address", refusals: [{ code: "not-an-address" }] },
    ]);
    expect((await world.ask("GET")).refused).toMatchObject([
      { address: "news@cambridge.example" },
      { address: "not an address" },
    ]);
  });

  it("forgets a refusal once the address is taken", async () => {
    const world = await addressesWorld([onboardingOf()]);
    await world.add(NEWS);
    expect((await world.project()).refusedAddresses).toMatchObject([{ address: NEWS }]);
    await world.become(verifiedOf());
    await world.add(NEWS);
    expect((await world.project()).refusedAddresses).toEqual([]);
  });

  it.each([
    ["another owner's domain", [verifiedOf({ owner: "cambridge" })], NEWS, ["not-verified"]],
    ["one that is not verified yet", [onboardingOf()], NEWS, ["verification-pending"]],
    ["free mail", [verifiedOf()], "oxford@gmail.com", ["not-ownable"]],
    ["a public suffix", [verifiedOf()], "news@co.uk", ["not-ownable"]],
    [
      "its own MAIL FROM domain",
      [verifiedOf()],
      `news@email.${D}`,
      ["mail-from-domain", "reply-for-silent-domain"],
    ],
  ])("refuses an address on %s", async (_what, onboardings, address, refusals) => {
    const answer = await (await addressesWorld(onboardings)).add(address);
    expect(answer.status).toBe(422);
    expect(codes(answer)).toEqual(refusals);
  });

  it("refuses an address on a domain whose DKIM records are lost, and takes it while only MAIL FROM is", async () => {
    const lost = (records: { name: string; type: string }[]) =>
      verifiedOf({ incident: { since: BEGUN_AT, lostAt: BEGUN_AT, ses: [], records } });
    const [key] = RECORDS.filter(({ purpose }) => purpose === "dkim");
    const [mx] = RECORDS.filter(({ purpose }) => purpose === "mail-from-mx");
    if (key === undefined || mx === undefined) throw new Error("There are no records");
    expect(codes(await (await addressesWorld([lost([key])])).add(NEWS))).toEqual(["verification-lost"]);
    expect(await (await addressesWorld([lost([mx])])).add(NEWS)).toMatchObject({ status: 200 });
  });

  it("reveals of another owner's MAIL FROM domain only that it is one", async () => {
    const other = verifiedOf({
      ...{ onboardingId: "onb_OTHER", owner: "cambridge", identity: `shop.${D}`, mailFrom: `post.shop.${D}` },
    });
    const world = await addressesWorld([verifiedOf(), other]);
    const answer = await world.add({ address: `news@post.shop.${D}`, replyAddress: NEWS });
    expect(codes(answer)).toEqual(["mail-from-domain"]);
    expect(JSON.stringify(answer)).not.toContain("cambridge");
  });

  it.each([
    [{ addresses: [] }, "addresses"],
    [{ addresses: [7] }, "addresses.0"],
    [{ addresses: [NEWS], override: "" }, "override"],
    [{ addresses: [NEWS], colour: "red" }, "colour"],
  ])("refuses the request %j as a whole", async (body, field) => {
    const world = await addressesWorld();
    const answer = await world.ask("POST", "", body);
    expect(answer).toMatchObject({ status: 422, faults: [{ field }] });
    expect((await world.project()).fromAddresses).toEqual([]);
  });

  it("refuses what is not JSON, and a project that is not there", async () => {
    const world = await addressesWorld();
    expect((await world.ask("POST", "", "{")).status).toBe(400);
    expect((await world.ask("POST", "", { addresses: [NEWS] }, {}, "cambridge")).status).toBe(404);
  });

  it("adds all of what comes at once", async () => {
    const world = await addressesWorld();
    const names = ["a", "b", "c", "d", "e"].map((name) => `${name}@${D}`);
    await Promise.all(names.map((address) => world.add(address)));
    const { fromAddresses } = await world.project();
    expect(fromAddresses.map(({ address }) => address).sort()).toEqual(names);
    expect(fromAddresses.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it("takes 200 addresses and no more", async () => {
    const world = await addressesWorld();
    const fifty = (from: number) => Array.from({ length: 50 }, (_, index) => `a${from + index}@${D}`);
    for (const from of [0, 50, 100, 150]) await world.add(...fifty(from));
    expect(codes(await world.add(NEWS))).toEqual(["too-many"]);
    expect((await world.add(`a0@${D}`)).status).toBe(200);
  });
});

describe("an address that would fail DMARC", () => {
  const asked = { address: `news@shop.${D}`, replyAddress: NEWS };

  it("is refused, with the onboarding that would solve it", async () => {
    const world = await addressesWorld();
    world.zone = STRICT;
    const answer = await world.add(asked);
    expect(codes(answer)).toEqual(["dmarc-fails"]);
    expect(answer.refused[0].onboarding).toEqual({
      type: "onboarding.requested",
      fromAddresses: [`news@shop.${D}`],
      identity: `shop.${D}`,
    });
    expect(answer.refused[0].refusals[0].way).toContain(`Verify shop.${D} with an onboarding`);
  });

  it("is accepted by an operator's decision, with the operator and the reason", async () => {
    const world = await addressesWorld();
    world.zone = STRICT;
    const answer = await world.ask("POST", "", { addresses: [asked], override: "the policy goes next week" });
    expect(answer.accepted).toMatchObject([
      {
        warnings: ["dmarc-fails"],
        override: { because: "the policy goes next week", by: `operator:${ARN}` },
      },
    ]);
  });

  it("is taken once the sub-domain itself is verified", async () => {
    const child = verifiedOf({
      onboardingId: "onb_CHILD",
      identity: `shop.${D}`,
      mailFrom: `email.shop.${D}`,
    });
    const world = await addressesWorld([verifiedOf(), child]);
    world.zone = STRICT;
    expect((await world.add(asked)).accepted).toMatchObject([
      { alignment: { dkimDomain: `shop.${D}`, dmarc: "pass" } },
    ]);
  });

  it("is accepted where DNS does not answer for the policy, with a warning", async () => {
    const world = await addressesWorld();
    world.zone = { ...INCOMING, _dmarc: { TXT: "!" }, shop: { MX: "10 mail" } };
    expect((await world.add(asked)).accepted).toMatchObject([{ warnings: ["dmarc-unknown"] }]);
  });
});

describe("the reply address", () => {
  it.each([
    [
      "a sub-domain, although it takes mail",
      `news@shop.${D}`,
      { shop: { MX: "10 mail" } },
      {},
      "reply-for-subdomain",
    ],
    ["a domain without MX", NEWS, { "@": {} }, {}, "reply-for-silent-domain"],
    ["a domain that takes no mail (RFC 7505)", NEWS, { "@": { MX: "0 ." } }, {}, "reply-for-silent-domain"],
    [
      "a domain whose MX is Amazon's own for bounces",
      NEWS,
      { "@": { MX: "10 feedback-smtp.eu-west-1.amazonses.com" } },
      {},
      "reply-for-silent-domain",
    ],
    ["a mailbox that is said not to exist", NEWS, {}, { mailboxExists: false }, "reply-for-no-mailbox"],
  ])("is demanded for %s", async (_what, address, zone, said, code) => {
    const world = await addressesWorld();
    world.zone = { ...INCOMING, post: { MX: "10 mail" }, ...zone };
    const answer = await world.add({ address, ...said });
    expect(codes(answer)).toEqual([code]);
    expect(answer.refused[0].refusals[0].way).toContain("Automatic replies");
    const replyAddress = `service@post.${D}`;
    expect((await world.add({ address, ...said, replyAddress })).accepted).toMatchObject([{ replyAddress }]);
  });

  it("is not demanded where DNS does not answer if the domain receives mail; a warning says so", async () => {
    const world = await addressesWorld();
    world.zone = { "@": { MX: "!" } };
    expect((await world.add(NEWS)).accepted).toMatchObject([{ warnings: ["receives-unknown"] }]);
  });

  it("is refused if it receives no mail, or if its mailbox does not exist", async () => {
    const world = await addressesWorld();
    expect(codes(await world.add({ address: NEWS, replyAddress: `service@none.${D}` }))).toEqual([
      "reply-takes-no-mail",
    ]);
    expect(codes(await world.add({ address: NEWS, replyAddress: NEWS, mailboxExists: false }))).toEqual([
      "reply-for-no-mailbox",
    ]);
  });

  it("may be at a free mail provider, which is not advised", async () => {
    const world = await addressesWorld();
    const answer = await world.add({ address: NEWS, replyAddress: "oxford@gmail.com" });
    expect(answer.accepted).toMatchObject([{ warnings: ["reply-free-mail"] }]);
  });

  it.each(["service@", "service@oxford\n.example"])("%j is refused", async (replyAddress) => {
    const answer = await (await addressesWorld()).add({ address: NEWS, replyAddress });
    expect(codes(answer)).toEqual(["reply-address"]);
  });
});

describe("moving from another provider", () => {
  it("warns of an address that was not used there", async () => {
    const world = await addressesWorld();
    const answer = await world.ask("POST", "", {
      addresses: [NEWS, `hello@${D}`],
      migratingFrom: { provider: "SendGrid", addresses: [NEWS] },
    });
    expect(answer.accepted).toMatchObject([{ warnings: [] }, { warnings: ["not-used-before"] }]);
  });
});

it("is for one owner: another owner's project has no claim on the same domain", async () => {
  const world = await addressesWorld([verifiedOf({ owner: `${owner}-2` })]);
  expect((await world.add(NEWS)).status).toBe(422);
});
