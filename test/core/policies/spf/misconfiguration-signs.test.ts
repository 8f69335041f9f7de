import { expect, it } from "vitest";
import { misconfigurationSigns } from "#core/policies/spf/misconfiguration-signs";
import { parseSpf } from "#core/policies/spf/parse-spf";
import type { SpfResult } from "#core/policies/spf/spf-result";

const NETWORKS = ["ip4:192.0.2.0/24", "ip6:2001:db8::/32"];
const NAME = "Email.Example";

/** Returns the signs in a record that copies a network, where each sample passes by one of these terms. */
function signs(matches: readonly SpfResult["matched"][]) {
  const record = parseSpf("v=spf1 ip4:192.0.2.0/24 include:other.example -all");
  if (record.kind !== "record") throw new Error("The record is not right");
  const results = matches.map((matched) => ({
    result: "pass" as const,
    ...(matched === undefined ? {} : { matched }),
    lookUps: 0,
    voidLookUps: 0,
  }));
  const samples = { include: "amazonses.com", addresses: [], networks: NETWORKS };
  return misconfigurationSigns({ name: NAME, record, samples, results, whole: undefined });
}

const OWN = { domain: "email.example", term: "ip4:192.0.2.0/24" };
const COPIED = [{ code: "copied-ip-range", terms: ["ip4:192.0.2.0/24"] }];

it.each<[string, readonly SpfResult["matched"][], unknown]>([
  ["the record's own network", [OWN], COPIED],
  ["the record's own network with a plus", [{ ...OWN, term: "+IP6:2001:db8::/32" }], COPIED],
  ["an include for one sample, the own network for another", [{ ...OWN, domain: "x.example" }, OWN], COPIED],
  ["a network of an include alone", [{ ...OWN, domain: "other.example" }], []],
  ["the record's own name of another kind", [{ ...OWN, term: "a:192.example" }], []],
  ["no term at all", [undefined], []],
  ["no term for one sample, the own network for another", [undefined, OWN], COPIED],
])("calls a network copied only where the mail passes by it: %s", (_name, matches, expected) => {
  expect(signs(matches)).toEqual(expected);
});
