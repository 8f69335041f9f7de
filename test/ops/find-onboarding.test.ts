import { expect, it } from "vitest";
import { findExactOnboarding, findOnboarding } from "../../infra/ops/find-onboarding.ts";

const ONE = {
  ...{ onboardingId: "onb_1", identity: "oxford.example", ticket: "1004", project: "shop", owner: "oxford" },
  ...{ status: "confirmed", fromAddresses: ["news@oxford.example"] },
};
const LONGER = {
  ...ONE,
  onboardingId: "onb_2",
  identity: "bath.example",
  ticket: "10045",
  fromAddresses: [],
};
const EXPIRED = { ...ONE, onboardingId: "onb_3", status: "expired" };

function find(named: string, ...onboardings: object[]): Promise<string> {
  return findOnboarding(named, { request: async () => ({ onboardings, next: null }) });
}

it.each(["1004", "oxford.example", "OXFORD.example", "news@oxford.example"])(
  "finds what %s names",
  async (named) => {
    expect(await find(named, LONGER, ONE)).toBe("onb_1");
  },
);

it("makes no request for an id", async () => {
  const api = { request: () => Promise.reject(new Error("asked")) };
  expect(await findOnboarding("onb_7", api)).toBe("onb_7");
});

it("prefers the one that has not ended, and shows an ended one where there is no other", async () => {
  expect(await find("1004", EXPIRED, ONE)).toBe("onb_1");
  expect(await find("1004", EXPIRED)).toBe("onb_3");
});

it("finds by prefix if nothing matches exactly", async () => {
  expect(await find("100", LONGER)).toBe("onb_2");
});

it("lists several matches, and chooses none", async () => {
  const other = { ...ONE, onboardingId: "onb_4" };
  await expect(find("oxford.example", ONE, other)).rejects.toThrow(/several.*onb_1.*onb_4/);
});

it("says that there is none", async () => {
  await expect(find("nothing.example")).rejects.toThrow("no onboarding of nothing.example");
});

function findExactly(named: string, ...onboardings: object[]): Promise<string> {
  return findExactOnboarding(named, { request: async () => ({ onboardings, next: null }) });
}

it.each(["1004", " 1004 ", "oxford.example", "OXFORD.example", "News@oxford.example", "ONB_1", "900"])(
  "acts on what %s names exactly",
  async (named) => {
    expect(await findExactly(named, LONGER, { ...ONE, alsoTickets: ["900"] })).toBe("onb_1");
  },
);

it("acts on one of several exact matches as it shows them", async () => {
  expect(await findExactly("1004", EXPIRED, ONE)).toBe("onb_1");
  expect(await findExactly("1004", EXPIRED)).toBe("onb_3");
  const other = { ...ONE, onboardingId: "onb_4" };
  await expect(findExactly("oxford.example", ONE, other)).rejects.toThrow(/several.*onb_1.*onb_4/);
});

it.each(["100", "bath", "b", ".", "sho", "shop", "oxford", "news@", "mail.bath.example", "onb"])(
  "does not act on %s, which nothing is exactly",
  async (named) => {
    await expect(findExactly(named, LONGER)).rejects.toThrow(
      `No ticket, domain, address or id is exactly “${named}”. Did you mean 10045 (bath.example, onb_2)?`,
    );
  },
);

it("does not act on a ticket in another case, because another ticket may have it", async () => {
  const letters = { ...ONE, ticket: "LONG" };
  await expect(findExactly("long", letters)).rejects.toThrow("Did you mean LONG (oxford.example, onb_1)?");
  expect(await find("long", letters, { ...LONGER, ticket: "LONGER" })).toBe("onb_1");
  expect(await findExactly("LONG", letters, { ...LONGER, ticket: "long" })).toBe("onb_1");
});

it("names the first of many in one line, without what a ticket could do to a terminal", async () => {
  const many = Array.from({ length: 9 }, (_, index) => ({ ...ONE, onboardingId: `onb_${index}` }));
  const error = await findExactly("10", { ...ONE, ticket: "10\n\u001b[2J" }, ...many).catch(String);
  expect(error).toContain("10\ufffd\ufffd[2J (oxford.example, onb_1); 1004 (oxford.example, onb_0)");
  expect(error).not.toMatch(/\n|onb_8/);
});

it("says that there is none to act on", async () => {
  await expect(findExactly("nothing.example")).rejects.toThrow("no onboarding of nothing.example");
});
