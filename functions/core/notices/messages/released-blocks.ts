import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** Lists the DNS records that can be removed, since the identity was deleted from SES. */
export function releasedBlocks(onboarding: Onboarding): Block[] {
  const { released } = WORDS.ownership;
  const items = (onboarding.released?.records ?? []).map(({ type, name }) => `${type} ${name}`);
  return [paragraph(released.body(onboarding)), { kind: "list", items }, paragraph(released.again)];
}
