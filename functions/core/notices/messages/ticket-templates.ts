import { headline } from "#core/instructions/headline";
import { lossOf } from "#core/instructions/loss";
import { LOSS_PHASES, setupPhase } from "#core/instructions/setup-phase";
import { maskedAddress } from "#core/names/masked-address";
import { bothForms } from "#core/names/unicode-name";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { answerBlocks, answerSubject } from "./answer-blocks.ts";
import { type Block, type MessageContent, paragraph } from "./block.ts";
import { contactForTicket } from "./contact-messages.ts";
import { correctionSubject } from "./correction-blocks.ts";
import { readyForTicket } from "./ready.ts";
import type { StaffContext } from "./staff-context.ts";
import { expiry, isExtended, reminderSubject } from "./waiting-blocks.ts";
import { degradedSubject, lostSubject } from "./watch-blocks.ts";

/**
 * The public comments in the ticket, by event. They tell the customer the result of checks, and refer to the
 * link in the mail. A ticket never contains the link itself.
 */
export const TICKET_TEMPLATES = {
  held: ({ onboarding, texts: { text } }) => {
    const { identity: domain, project, expiresAt: until } = onboarding;
    return comment(text("held.subject", { domain }), text("held.ticket", { domain, project, until }));
  },
  records_issued: ({ onboarding, texts: { text } }) => {
    const { identity: domain, records, expiresAt: until } = onboarding;
    const asked = { domain, count: records.length, until, address: mailed(onboarding) };
    return comment(text("invitation.ticket-subject", { domain }), text("comment.issued", asked));
  },
  records_wrong: ({ onboarding, event, texts }) => ({
    subject: correctionSubject(onboarding, texts),
    blocks: answerBlocks(onboarding, event, texts),
  }),
  answered: (context) => {
    const { onboarding, event, texts } = context;
    const subject = answerSubject(onboarding, texts);
    if (lossOf(onboarding) !== undefined) return stopped(context, subject);
    return { subject, blocks: answerBlocks(onboarding, event, texts) };
  },
  link_reissued: ({ onboarding, texts: { text } }) =>
    comment(
      text("link.subject", { domain: onboarding.identity }),
      text("comment.new-link", { address: mailed(onboarding) }),
    ),
  contact_changed: contactForTicket,
  dkim_verified: ({ onboarding, event, texts }) => {
    const { identity: domain, project } = onboarding;
    const isAll = !isAwaiting(onboarding);
    return {
      subject: texts.text(isAll ? "dkim-verified.subject-all" : "dkim-verified.subject", { domain }),
      blocks: [
        paragraph(texts.text("comment.dkim", { domain, project })),
        ...(isAll ? [] : answerBlocks(onboarding, event, texts)),
      ],
    };
  },
  reminded: ({ onboarding, event, texts }) => ({
    subject: reminderSubject(onboarding, event, texts),
    blocks: [
      ...answerBlocks(onboarding, event, texts),
      paragraph(texts.text("comment.open-until", { until: onboarding.expiresAt })),
    ],
  }),
  expiry_near: expiryNear,
  extended: ({ onboarding, texts: { text } }) => {
    const { identity: domain, expiresAt: until } = onboarding;
    return comment(text("extended.subject", { domain }), text("extended.ticket", { domain, until }));
  },
  ready: ({ onboarding, texts }) => readyForTicket(onboarding, texts),
  expired: ({ onboarding, texts }) => {
    const { text } = texts;
    return comment(
      text("expired.subject", { domain: onboarding.identity }),
      endOf(onboarding, texts),
      // A request that was never approved has no records.
      text(onboarding.held === undefined ? "expired.ticket" : "cancelled.ticket"),
    );
  },
  cancelled: ({ onboarding, texts: { text } }) => {
    const domain = onboarding.identity;
    return comment(
      text("cancelled.subject", { domain }),
      text("comment.cancelled", { domain }),
      text("cancelled.ticket"),
    );
  },
  identity_released: ({ onboarding, texts: { text } }) => {
    const domain = onboarding.identity;
    return comment(
      text("released.subject", { domain }),
      text("comment.released", { domain, address: mailed(onboarding) }),
    );
  },
  domain_degraded: (context) => stopped(context, degradedSubject(context.onboarding, context.texts)),
  domain_lost: (context) => stopped(context, lostSubject(context.onboarding, context.texts)),
  domain_recovered: ({ onboarding, texts: { text } }) => {
    const domain = onboarding.identity;
    return comment(text("recovered.subject", { domain }), text("comment.recovered", { domain }));
  },
  addresses_failing: ({ onboarding, texts: { text } }) => {
    const { identity: domain, failingAddresses: addresses = [] } = onboarding;
    return comment(
      text("dmarc.failing.subject", { domain }),
      text("comment.failing", { domain, addresses, address: mailed(onboarding) }),
    );
  },
  addresses_passing: ({ onboarding, texts: { text } }) => {
    const { identity: domain, failingAddresses = [] } = onboarding;
    const sentence = text("comment.passing", { domain, count: failingAddresses.length });
    return comment(text("dmarc.passing.subject", { domain }), sentence);
  },
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: StaffContext) => MessageContent>>;

/** Adds the ticket's number to the subject, by which a help desk assigns the mail to the ticket. */
export function toTicket(
  { ticket }: Pick<Onboarding, "ticket">,
  { subject, blocks }: MessageContent,
): MessageContent {
  return { subject: `[${ticket}] ${subject}`, blocks };
}

function comment(subject: string, ...sentences: readonly string[]): MessageContent {
  return { subject, blocks: sentences.map(paragraph) };
}

/** Names the address that received the link, so that the reader knows where to find it. */
function mailed({ requester }: Onboarding): string {
  return maskedAddress(requester);
}

function expiryNear({ onboarding, event, texts }: StaffContext): MessageContent {
  const { subject } = expiry(onboarding, event, texts);
  const time = isExtended(onboarding, event)
    ? texts.text("comment.open-until", { until: onboarding.expiresAt })
    : texts.text("comment.more-time", { address: mailed(onboarding), until: onboarding.expiresAt });
  return { subject, blocks: [...answerBlocks(onboarding, event, texts), paragraph(time)] };
}

function endOf(onboarding: Onboarding, { text }: Texts): string {
  const { identity: domain, expiresAt: end, held, lastCheck, records } = onboarding;
  if (held !== undefined) return text("comment.expired-held", { domain, end });
  const right = (lastCheck?.records ?? []).filter(({ state }) => state === "right").length;
  return text("comment.expired", { domain, end, right, total: records.length });
}

/**
 * Builds the comment about a domain that stopped working: the headline of its set-up page, the consequences
 * with their times, and the result of the last check.
 */
function stopped({ onboarding, event, texts }: StaffContext, subject: string): MessageContent {
  const sentences = [`${headline(onboarding, texts)}.`, ...changesOf(onboarding, texts)];
  return { subject, blocks: [...sentences.map(paragraph), ...seenSince(onboarding, event, texts)] };
}

/**
 * Lists what SES stops to do and has stopped to do. The facts are those of page and mail, and the words
 * differ from the mail's.
 */
function changesOf(onboarding: Onboarding, { text }: Texts): string[] {
  const phase = setupPhase(onboarding);
  const loss = LOSS_PHASES.includes(phase) ? lossOf(onboarding) : undefined;
  if (loss === undefined) return [];
  const domain = bothForms(onboarding.identity);
  // The headline names the first one.
  const deadlines = phase === "missed" ? loss.deadlines.slice(1) : loss.deadlines;
  return [
    ...deadlines.map(({ part, at }) =>
      text(`comment.loss.until.${part}`, { domain, deadline: text("page.time", { at }) }),
    ),
    ...loss.stopped.map((part) => text(`comment.loss.stopped.${part}`, { domain })),
  ];
}

function seenSince(onboarding: Onboarding, event: OnboardingEvent, texts: Texts): Block[] {
  const loss = lossOf(onboarding);
  if (loss?.isAllRight === true) return [paragraph(texts.text("page.task.found"))];
  return loss?.checkedAt === undefined
    ? [paragraph(texts.text("comment.link", { address: mailed(onboarding) }))]
    : answerBlocks(onboarding, event, texts);
}
