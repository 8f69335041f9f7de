import { acceptedAddresses } from "#core/onboarding/accepted-addresses";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { refusedBlocks } from "./address-blocks.ts";
import { type Block, type MessageContent, paragraph, setupButton } from "./block.ts";

/** The facts for a message about a ready domain. */
interface ReadyContext {
  readonly onboarding: Onboarding;
  readonly setupUrl: string;
  readonly texts: Texts;
}

/**
 * Builds the message to the requester: what is verified, which addresses to add, and which records to keep.
 */
export function readyForCustomer(context: ReadyContext): MessageContent {
  const { onboarding, texts } = context;
  const { project } = onboarding;
  const addresses = acceptedAddresses(onboarding);
  const next = addresses.length === 0 ? [] : [texts.text("ready.next", { project, addresses })];
  return readyContent(context, [...next.map(paragraph), ...refusedBlocks(onboarding, texts)]);
}

/** Builds the message to the DNS contact, who has nothing left to do. */
export function readyForContact(context: ReadyContext): MessageContent {
  return readyContent(context, [paragraph(context.texts.text("ready.contact"))]);
}

function readyContent({ onboarding, setupUrl, texts }: ReadyContext, next: readonly Block[]): MessageContent {
  const { text } = texts;
  const { identity: domain, mailFrom, project, withoutMailFrom } = onboarding;
  const [verified, keep] =
    withoutMailFrom === undefined
      ? [text("ready.verified", { domain, mailFrom, project }), text("ready.keep")]
      : [text("ready.verified-without-mail-from", { domain, project }), text("ready.keep-without-mail-from")];
  return {
    subject: text("ready.subject", { domain }),
    blocks: [paragraph(verified), setupButton(setupUrl, texts), ...next, paragraph(keep)],
  };
}

/** Says in the ticket what is verified, and which addresses the project may use. */
export function readyForTicket(onboarding: Onboarding, texts: Texts): MessageContent {
  const { text } = texts;
  const { identity: domain, mailFrom, project, withoutMailFrom } = onboarding;
  const addresses = acceptedAddresses(onboarding);
  const configured =
    withoutMailFrom === undefined
      ? text(addresses.length === 0 ? "ready.ticket-without-addresses" : "ready.ticket", {
          ...{ domain, mailFrom, project, addresses },
        })
      : text(addresses.length === 0 ? "ready.ticket-without-both" : "ready.ticket-without-mail-from", {
          ...{ domain, project, addresses },
        });
  return {
    subject: text("ready.subject", { domain }),
    blocks: [paragraph(configured), ...refusedBlocks(onboarding, texts)],
  };
}

/** Names the e-mail-address identities whose settings override the domain's. */
export function addressIdentityBlocks(
  { addressIdentities: addresses = [] }: Onboarding,
  { text }: Texts,
): Block[] {
  return addresses.length === 0 ? [] : [paragraph(text("ready.address-identities", { addresses }))];
}
