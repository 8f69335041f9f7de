import { expect, it } from "vitest";
import { type Aligned, alignmentOf } from "#core/policies/alignment/alignment";
import { parseDmarc } from "#core/policies/dmarc/parse-dmarc";

const FROM = "news.oxfordstones.example";
const ORGANIZATION = "oxfordstones.example";

/** Returns how a signature of another domain counts, where these organizational domains are known. */
function signature(mode: "r" | "s", own: string | undefined, others: string | undefined): Aligned {
  const record = parseDmarc(`v=DMARC1; p=reject; adkim=${mode}`);
  if (record === undefined) throw new Error("The record is not right");
  const view = {
    state: "found",
    organizationalDomain: ORGANIZATION,
    at: FROM,
    record,
    policy: "reject",
    applied: "reject",
  } as const;
  const domains = {
    headerFrom: { name: FROM, organizational: { rfc7489: own, rfc9989: own } },
    dkim: { name: "mail.oxfordstones.example", organizational: { rfc7489: others, rfc9989: others } },
  };
  const discovery = { rfc7489: view, rfc9989: view, agree: true, several: [], unreadable: [] };
  return alignmentOf(domains, discovery).rfc7489.dkim;
}

it.each<[string, "r" | "s", string | undefined, string | undefined, Aligned]>([
  ["both are the same", "r", ORGANIZATION, ORGANIZATION, "yes"],
  ["both are known and differ", "r", ORGANIZATION, "others.example", "no"],
  ["that of the from address is unknown", "r", undefined, ORGANIZATION, "unknown"],
  ["that of the signature is unknown", "r", ORGANIZATION, undefined, "unknown"],
  ["neither is known", "r", undefined, undefined, "unknown"],
  ["neither is known, and only equal names count", "s", undefined, undefined, "no"],
])("compares organizational domains where %s", (_name, mode, own, others, expected) => {
  expect(signature(mode, own, others)).toBe(expected);
});
