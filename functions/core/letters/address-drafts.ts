import type { Onboarding } from "#core/onboarding";
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

/** That they don't fail any more, or which still do. */
export function passingBlocks(onboarding: Onboarding): Block[] {
  const { passing } = WORDS.addresses;
  const { failingAddresses = [] } = onboarding;
  return failingAddresses.length === 0
    ? [paragraph(passing.all(onboarding))]
    : [paragraph(passing.some(onboarding)), { kind: "list", items: failingAddresses }];
}
