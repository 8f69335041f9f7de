import type { Onboarding } from "#core/onboarding/onboarding";
import { refusalView } from "#core/projects/from-addresses/refusal-view";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** Lists the addresses whose mail fails the domain's DMARC policy, and the ways to fix that. */
export function failingBlocks(onboarding: Onboarding): Block[] {
  const { failing } = WORDS.addresses;
  const { failingAddresses = [] } = onboarding;
  return [
    paragraph(failing.body(onboarding)),
    { kind: "list", items: failingAddresses },
    paragraph(failing.ways(onboarding)),
  ];
}

/** Lists the from addresses that were refused, each with its reasons and the next step. */
export function refusedBlocks({ refusedAddresses = [] }: Onboarding): Block[] {
  if (refusedAddresses.length === 0) return [];
  const items = refusedAddresses.map((one) => {
    const { address, refusals } = refusalView(one);
    return `${address}: ${refusals.map(({ reason, way }) => `${reason} ${way}`).join(" ")}`;
  });
  return [paragraph(WORDS.addresses.refused), { kind: "list", items }];
}

/** Says that no address fails DMARC any more, or lists those that still do. */
export function passingBlocks(onboarding: Onboarding): Block[] {
  const { passing } = WORDS.addresses;
  const { failingAddresses = [] } = onboarding;
  return failingAddresses.length === 0
    ? [paragraph(passing.all(onboarding))]
    : [paragraph(passing.some(onboarding)), { kind: "list", items: failingAddresses }];
}
