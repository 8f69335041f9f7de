import type { OnboardingEvent } from "#core/onboarding/event";
import { executionName, type Onboarding } from "#core/onboarding/onboarding";
import { type Block, type MessageContent, paragraph } from "./block.ts";
import { reasonOf } from "./closing-reason.ts";
import { addressIdentityBlocks } from "./ready.ts";
import {
  degradedForStaff,
  failingForStaff,
  lostForStaff,
  passingForStaff,
  type StaffContext,
} from "./staff-context.ts";
import { recovered } from "./watch-blocks.ts";

/** The messages to operations, by event. */
export const OPS_TEMPLATES = {
  held: ({ onboarding, texts: { text } }) =>
    content(text("operators.held.subject", named(onboarding)), [
      text("operators.held.body", named(onboarding)),
      text("operators.held.next", named(onboarding)),
    ]),
  ready: (context) => {
    const { onboarding, event, texts } = context;
    const key =
      onboarding.withoutMailFrom === undefined
        ? "operators.ready.body"
        : "operators.ready.body-without-mail-from";
    const body = texts.text(key, { ...named(onboarding), at: event.at });
    return content(
      texts.text("operators.ready.subject", named(onboarding)),
      [body],
      addressIdentityBlocks(onboarding, texts),
    );
  },
  contested: ({ onboarding, texts: { text } }) =>
    content(text("operators.contested.subject", named(onboarding)), [
      text("operators.contested.body", named(onboarding)),
    ]),
  dkim_stuck: ({ onboarding, texts: { text } }) =>
    content(text("operators.dkim-stuck.subject", named(onboarding)), [
      text("operators.dkim-stuck.body", named(onboarding)),
      text("operators.dkim-stuck.next", named(onboarding)),
    ]),
  signing_disabled: ({ onboarding, texts: { text } }) =>
    content(text("operators.signing-disabled.subject", named(onboarding)), [
      text("operators.signing-disabled.body", named(onboarding)),
      text("operators.signing-disabled.next", named(onboarding)),
    ]),
  mail_from_differs: mailFromDiffers,
  sending_paused: sendingPaused,
  failed: ({ onboarding, texts }) => {
    const { text } = texts;
    const execution = executionName(onboarding);
    return {
      subject: text("operators.failed.subject", named(onboarding)),
      blocks: [
        paragraph(text("operators.failed.body", { ...named(onboarding), execution })),
        ...reasonOf(onboarding, texts),
        paragraph(text("operators.failed.next")),
      ],
    };
  },
  domain_degraded: degradedForStaff,
  domain_lost: lostForStaff,
  domain_recovered: recovered,
  addresses_failing: failingForStaff,
  addresses_passing: passingForStaff,
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: StaffContext) => MessageContent>>;

function mailFromDiffers({ onboarding, texts: { text } }: StaffContext): MessageContent {
  const facts = named(onboarding);
  const seen = onboarding.ses.status?.mailFromDomain;
  return content(text("operators.mail-from-differs.subject", facts), [
    seen === undefined
      ? text("operators.mail-from-differs.body-unknown", facts)
      : text("operators.mail-from-differs.body", { ...facts, seen }),
    text("operators.mail-from-differs.next", facts),
  ]);
}

function sendingPaused({ onboarding, texts: { text } }: StaffContext): MessageContent {
  const { pausedTenant } = onboarding;
  const facts = named(onboarding);
  const paused =
    pausedTenant === undefined
      ? []
      : [
          text("operators.sending-paused.body", {
            ...{ tenant: pausedTenant.name, at: pausedTenant.at, projects: pausedTenant.projects },
          }),
          ...(pausedTenant.cause === undefined
            ? []
            : [text("operators.sending-paused.reason", { reason: pausedTenant.cause })]),
        ];
  return content(text("operators.sending-paused.subject", facts), [
    ...paused,
    text("operators.sending-paused.next", facts),
  ]);
}

function content(
  subject: string,
  paragraphs: readonly string[],
  others: readonly Block[] = [],
): MessageContent {
  return { subject, blocks: [...paragraphs.map(paragraph), ...others] };
}

/** Returns the facts that identify an onboarding in texts for operators. */
function named(onboarding: Onboarding) {
  const { requester, identity, mailFrom, project, owner, ticket, onboardingId } = onboarding;
  return { requester, identity, mailFrom, project, owner, ticket, onboarding: onboardingId };
}
