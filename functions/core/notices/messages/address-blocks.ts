import type { Onboarding } from "#core/onboarding/onboarding";
import { refusalView } from "#core/projects/from-addresses/refusal-view";
import type { Texts } from "#core/words/texts";
import { type Block, paragraph } from "./block.ts";

/** Lists the addresses whose mail fails the domain's DMARC policy, with the ways to fix that. */
export function failingBlocks(
  { identity: domain, failingAddresses = [] }: Onboarding,
  { text }: Texts,
): Block[] {
  return [
    paragraph(text("dmarc.failing.body", { domain })),
    { kind: "list", items: failingAddresses },
    paragraph(text("dmarc.failing.ways", { domain })),
  ];
}

/** Lists the refused from addresses, each with its reasons and the next step. */
export function refusedBlocks({ refusedAddresses = [] }: Onboarding, texts: Texts): Block[] {
  if (refusedAddresses.length === 0) return [];
  const items = refusedAddresses.map((one) => {
    const { address, refusals } = refusalView(one, texts);
    return `${address}: ${refusals.map(({ reason, way }) => `${reason} ${way}`).join(" ")}`;
  });
  return [paragraph(texts.text("dmarc.refused")), { kind: "list", items }];
}

/** Says that all addresses pass DMARC again, or lists those that still fail. */
export function passingBlocks(
  { identity: domain, failingAddresses = [] }: Onboarding,
  { text }: Texts,
): Block[] {
  return failingAddresses.length === 0
    ? [paragraph(text("dmarc.passing.all", { domain }))]
    : [paragraph(text("dmarc.passing.some", { domain })), { kind: "list", items: failingAddresses }];
}
