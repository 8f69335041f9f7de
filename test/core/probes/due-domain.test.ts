import { describe, expect, it } from "vitest";
import { type DueDomain, hostOf, zoneOf } from "#core/probes/due-domain";

function due(domain: string, nameServer?: string): DueDomain {
  const plan = { domain, since: 0, records: [], ...(nameServer === undefined ? {} : { nameServer }) };
  return { pk: "onb_1", plan };
}

describe("the DNS host of a domain", () => {
  it.each<[string, string | undefined, string]>([
    ["is the registrable domain of a name server", "ns1.eu.large.co.uk", "large.co.uk"],
    ["is the name server itself if it is registrable", "large.example", "large.example"],
    ["is the name server itself if it is a suffix", "co.uk", "co.uk"],
    ["is the domain's own before the first check", undefined, "company.example"],
  ])("%s", (_what, nameServer, host) => {
    expect(hostOf(due("news.company.example", nameServer))).toBe(host);
  });
});

describe("the zone of a domain", () => {
  it.each([
    ["is its registrable domain", "news.company.co.uk", "company.co.uk"],
    ["is itself if it is registrable", "company.example", "company.example"],
    ["is itself if it is a suffix", "github.io", "github.io"],
  ])("%s, whatever its name server is", (_what, domain, zone) => {
    expect(zoneOf(due(domain, "ns1.large.example"))).toBe(zone);
  });
});
