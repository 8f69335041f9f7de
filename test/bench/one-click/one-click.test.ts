import { describe, expect, it } from "vitest";
import { applyTemplate } from "#core/domain-connect/apply-template";
import { serviceTemplate, templateVariables } from "#core/publication/service-template";
import { TOKENS, ZONE } from "../../../infra/bench/one-click/generated-zone.ts";
import { harmOf } from "../../../infra/bench/one-click/harm.ts";
import { benchOneClick } from "../../../infra/bench/one-click/one-click.ts";

const service = {
  providerId: "platform.example",
  region: "eu-west-1",
  signingZone: "dkim.amazonses.com",
  mailFromLabel: "email",
};
const template = serviceTemplate(service, {
  providerName: "Platform",
  redirectDomain: "setup.platform.example",
});

async function harmOfPublishing(name: string, type: string, value: string, groups: readonly string[]) {
  const before = [{ name, type, value, ttl: 300 }];
  const variables = templateVariables(TOKENS);
  return harmOf(before, applyTemplate({ template, domain: ZONE, groups, variables }, before).zone, ZONE);
}

describe("the bench of publications", () => {
  it("finds no harm in what is offered, and offers some", async () => {
    const { zones, offered, refused, destroyed } = await benchOneClick(200, 7, undefined);
    expect({ zones, sum: offered + refused, destroyed }).toEqual({ zones: 200, sum: 200, destroyed: 0 });
    expect(offered).toBeGreaterThan(20);
  });

  it.each([
    ["a lost MX record", `email.${ZONE}`, "MX", "10 mail.other.example", ["mailfrom"]],
    ["a lost delegation", `_domainkey.${ZONE}`, "NS", "ns.other.example", ["dkim"]],
    ["the lost answer of a wildcard", `*.${ZONE}`, "A", "192.0.2.1", ["mailfrom"]],
    ["a weaker policy", `_dmarc.${ZONE}`, "TXT", "v=DMARC1; p=reject", ["dmarc"]],
  ] as const)("would count %s", async (_, name, type, value, groups) => {
    expect(await harmOfPublishing(name, type, value, groups)).not.toEqual([]);
  });
});
