import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type MessageContent, paragraph } from "./block.ts";

/** Lists the DNS records that can be removed now that the identity is deleted from SES. */
export function released({ identity: domain, released: gone }: Onboarding, { text }: Texts): MessageContent {
  const items = (gone?.records ?? []).map(({ type, name }) => `${type} ${name}`);
  return {
    subject: text("released.subject", { domain }),
    blocks: [paragraph(text("released.body", { domain })), { kind: "list", items }],
  };
}
