import type { Onboarding } from "#core/onboarding/onboarding";
import { refusalView } from "#core/projects/from-addresses/refusal-view";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** That the DMARC policy of a domain makes mail from some of its addresses fail, and what mends it. */
export function failingBlocks(onboarding: Onboarding): Block[] {
  const { failing } = WORDS.addresses;
  const { failingAddresses = [] } = onboarding;
  return [
    paragraph(failing.body(onboarding)),
    { kind: "list", items: failingAddresses },
    paragraph(failing.ways(onboarding)),
  ];
}

/** Which from addresses the project did not take, with each reason and the way forward. */
export function refusedBlocks({ refusedAddresses = [] }: Onboarding): Block[] {
  if (refusedAddresses.length === 0) return [];
  const items = refusedAddresses.map((one) => {
    const { address, refusals } = refusalView(one);
    return `${address}: ${refusals.map(({ reason, way }) => `${reason} ${way}`).join(" ")}`;
  });
  return [paragraph(WORDS.addresses.refused), { kind: "list", items }];
}

/** That they don't fail any more, or which still do. */
export function passingBlocks(onboarding: Onboarding): Block[] {
  const { passing } = WORDS.addresses;
  const { failingAddresses = [] } = onboarding;
  return failingAddresses.length === 0
    ? [paragraph(passing.all(onboarding))]
    : [paragraph(passing.some(onboarding)), { kind: "list", items: failingAddresses }];
}
