import { expect, it } from "vitest";
import { dnsHostSteps } from "#core/instructions/dns-host-steps";
import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const stepsOf = (onboarding: Onboarding) => dnsHostSteps(onboarding, textsIn("en"));

const cloudflare = ["ana.ns.cloudflare.com", "bob.ns.cloudflare.com"];
const zone = "oxfordstones.example";

function lookAt(...places: { zone: string; host: string; nameServers: string[] }[]): Partial<Onboarding> {
  const records = places.map((place, index) => seen(RECORDS[index + 3], { place }));
  return { lastCheck: { at: BEGUN_AT, queries: 1, records } };
}

it("says where to click at the DNS host, once for all records of a zone", () => {
  const at = { zone, host: "email", nameServers: cloudflare };
  const [only, other] = stepsOf(onboardingOf(lookAt(at, at)));
  expect(other).toBeUndefined();
  expect(only?.title).toBe("Cloudflare runs oxfordstones.example");
  expect(only?.steps.join(" ")).toMatch(/Add record.*DNS only/);
});

it("names each zone where a name is delegated", () => {
  const parent = { zone, host: "email", nameServers: cloudflare };
  const child = { zone: `email.${zone}`, host: "@", nameServers: ["ns01.domaincontrol.com"] };
  const titles = stepsOf(onboardingOf(lookAt(parent, child))).map(({ title }) => title);
  expect(titles).toEqual(["Cloudflare runs oxfordstones.example", "GoDaddy runs email.oxfordstones.example"]);
});

it("says nothing of a DNS host that it does not know", () => {
  expect(stepsOf(onboardingOf())).toEqual([]);
  expect(stepsOf(onboardingOf(lookAt({ zone, host: "email", nameServers: ["ns1.own.example"] })))).toEqual(
    [],
  );
});
