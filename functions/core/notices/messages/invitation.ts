import { dnsHostSteps } from "#core/instructions/dns-host-steps";
import { advisedCard, likelyZone, recordCards } from "#core/instructions/record-card";
import { bothForms, unicodeName } from "#core/names/unicode-name";
import { isProofAlone, isProofRequired } from "#core/onboarding/changes/proof-of-control";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type Block, type MessageContent, paragraph, setupButton } from "./block.ts";
import { migrationBlocks } from "./migration-blocks.ts";
import { recordBlocks, recordsBlock } from "./record-blocks.ts";

/** The facts for an invitation, the message that asks to publish the records. */
interface InvitationContext {
  readonly onboarding: Onboarding;
  readonly setupUrl: string;
  readonly texts: Texts;
}

/** Builds the message with the DNS records to the requester. */
export function invitationToCustomer(context: InvitationContext): MessageContent {
  const { onboarding, texts } = context;
  const { identity: domain, project, fromAddresses: addresses, dnsContact: contact, records } = onboarding;
  const count = records.length;
  const other =
    contact === undefined ? texts.text("mail.forward") : texts.text("mail.contact-too", { contact });
  return invitation(context, texts.text("invitation.who", { domain, project, addresses, count }), other);
}

/**
 * Builds the message with the DNS records to the DNS contact; it begins with the name of the person who asks
 * for them.
 */
export function invitationToContact(context: InvitationContext): MessageContent {
  const { onboarding, texts } = context;
  const { identity: domain, project, fromAddresses: addresses, requester, records } = onboarding;
  const count = records.length;
  return invitation(
    context,
    texts.text("invitation.contact", { domain, project, addresses, requester, count }),
  );
}

function invitation(
  { onboarding, setupUrl, texts }: InvitationContext,
  who: string,
  other?: string,
): MessageContent {
  const { text } = texts;
  const { identity: domain, mailFrom, recordsVersion, records, replacedRecords, expiresAt } = onboarding;
  const isReplaced = recordsVersion > 1 && replacedRecords?.length !== 0;
  const isAlone = isProofAlone(onboarding);
  return {
    subject: isReplaced
      ? text("invitation.subject-replaced", { domain })
      : text("invitation.subject", { domain, count: records.length }),
    blocks: [
      ...replaced(onboarding, texts),
      paragraph(who),
      ...(isAlone ? [paragraph(text("proof.why", { domain }))] : []),
      setupButton(setupUrl, texts),
      ...notes(onboarding, texts),
      ...howTo(onboarding, texts),
      recordsBlock(recordCards(onboarding), texts),
      ...proxyAdvice(onboarding, texts),
      ...optionalBlocks(onboarding, texts),
      paragraph(text("mail.button-note")),
      paragraph(text("invitation.next", { until: expiresAt })),
      ...(other === undefined ? [] : [paragraph(other)]),
      ...(isAlone ? [] : [paragraph(text("invitation.why", { mailFrom }))]),
      ...migrationBlocks(onboarding, texts),
    ],
  };
}

function notes(onboarding: Onboarding, { text }: Texts): Block[] {
  const { identity: domain, recordsVersion, hadExistingRecords = false } = onboarding;
  const isAsWell = isProofRequired(onboarding) && !isProofAlone(onboarding);
  return [
    ...(hadExistingRecords && recordsVersion === 1 ? [paragraph(text("invitation.existing"))] : []),
    ...(unicodeName(domain) === undefined
      ? []
      : [paragraph(text("invitation.both-forms", { forms: bothForms(domain) }))]),
    ...(isAsWell ? [paragraph(text("proof.demanded", { domain }))] : []),
  ];
}

function optionalBlocks(onboarding: Onboarding, texts: Texts): Block[] {
  const optional = advisedCard(onboarding);
  if (optional?.state !== "offered") return [];
  return recordBlocks([optional], texts.text("invitation.optional"), texts);
}

/** Gives the steps for a known DNS host's panel, or advice that fits most panels. */
function howTo(onboarding: Onboarding, texts: Texts): Block[] {
  const { text } = texts;
  const hosts = dnsHostSteps(onboarding, texts);
  if (hosts.length > 0)
    return hosts.flatMap(({ title, steps }) => [paragraph(title), { kind: "list", items: steps }]);
  return [paragraph(text("invitation.host", { zone: likelyZone(onboarding) }))];
}

/** The advice for an unknown DNS host; the steps for a known one include it. */
function proxyAdvice(onboarding: Onboarding, texts: Texts): Block[] {
  const isKnown = dnsHostSteps(onboarding, texts).length > 0;
  return isKnown || isProofAlone(onboarding) ? [] : [paragraph(texts.text("invitation.proxy"))];
}

/** Names the records that were replaced; nothing if only the challenge record was added. */
function replaced(onboarding: Onboarding, { text }: Texts): Block[] {
  const { recordsVersion, replacedRecords = ["mail-from"], ownership } = onboarding;
  if (recordsVersion === 1) return [];
  const { identity: domain, mailFrom } = onboarding;
  const [first, second] = replacedRecords;
  if (first !== undefined) {
    const which = second === undefined ? first : "both";
    return [paragraph(text(`invitation.replaced.${which}`, { mailFrom }))];
  }
  return ownership?.provedAt === undefined ? [] : [paragraph(text("proof.proved", { domain }))];
}
