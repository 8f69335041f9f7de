import { expect, it } from "vitest";
import { findOnboarding } from "../../infra/ops/find-onboarding.ts";

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
