import { expect, it } from "vitest";
import { parseDomainSpec } from "#core/policies/spf/domain-spec";
import { parseIp4 } from "#core/policies/spf/ip-address";
import { expandName } from "#core/policies/spf/macro-expansion";

const VALUES = {
  sender: "it's(a)*@sender.example",
  helo: "helo.example",
  domain: "evaluated.example",
  validated: async () => "validated.example",
};

async function expanded(spec: string, sender = VALUES.sender): Promise<string> {
  const parsed = parseDomainSpec(spec);
  const ip = parseIp4("192.0.2.3");
  if (parsed === undefined || ip === undefined) throw new Error("The test's values are wrong");
  return expandName(parsed, { ...VALUES, sender, ip });
}

it.each([
  ["the sender", "%{s}.x.example", "it's(a)*@sender.example.x.example"],
  ["the sender's local part", "%{l}.x.example", "it's(a)*.x.example"],
  ["the sender's domain, not the evaluated one", "%{o}.x.example", "sender.example.x.example"],
  ["the evaluated domain, not the sender's", "%{d}.x.example", "evaluated.example.x.example"],
  ["the address", "%{i}.x.example", "192.0.2.3.x.example"],
  ["the validated name", "%{p}.x.example", "validated.example.x.example"],
  ["the name in the greeting", "%{h}.x.example", "helo.example.x.example"],
  ["a local part escaped with upper-case digits", "%{L}.x.example", "it%27s%28a%29%2A.x.example"],
])("%s replaces its macro", async (_name, spec, name) => {
  expect(await expanded(spec)).toBe(name);
});

it.each([
  ["of 253 characters whole", 253 - 10, 253],
  ["of 254 characters without its first label", 254 - 10, 9],
])("keeps a name %s", async (_name, length, expected) => {
  expect(await expanded("%{l}.x.example", `${"a".repeat(length)}@sender.example`)).toHaveLength(expected);
});
