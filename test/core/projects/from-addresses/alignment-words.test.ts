import { expect, it } from "vitest";
import type { FromAddress } from "#core/projects/from-address";
import { alignmentWords } from "#core/projects/from-addresses/alignment-words";
import { takenAddress } from "../../../support/from-address-fixture.ts";

type View = FromAddress["alignment"]["rfc7489"];

const NONE: View = { dkim: "yes", spf: "yes", dmarc: "none", isEnforced: false };
const UNKNOWN: View = { dkim: "yes", spf: "unknown", dmarc: "unknown", isEnforced: false };

function words(rfc7489: View, rfc9989: View): readonly string[] {
  const { address, alignment } = takenAddress("news@stones.example");
  return alignmentWords(address, { ...alignment, rfc7489, rfc9989 }).slice(1);
}

it("says that there is no policy only where DNS told so", () => {
  expect(words(NONE, NONE)).toEqual([
    "Older rules (RFC 7489) and newer rules (RFC 9989): there is no policy. The signature counts. SPF counts. There is nothing for DMARC to pass, but both help to be trusted.",
  ]);
  expect(words(UNKNOWN, UNKNOWN)).toEqual([
    "Older rules (RFC 7489) and newer rules (RFC 9989): DNS did not tell the policy. The signature counts. SPF may count: DNS did not tell. DNS did not tell whether DMARC passes.",
  ]);
});

it("says it for the older and the newer rules apart where they differ", () => {
  const [older, newer, ...others] = words(NONE, UNKNOWN);
  expect(older).toContain("Older rules (RFC 7489): there is no policy.");
  expect(newer).toContain("Newer rules (RFC 9989): DNS did not tell the policy.");
  expect(others).toEqual([]);
});
