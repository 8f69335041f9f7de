import { recordCards } from "#core/instructions/record-card";
import { answerSubject } from "./answer-blocks.ts";
import { type MessageContent, paragraph, setupButton } from "./block.ts";
import type { CustomerContext } from "./customer-templates.ts";
import { nextCheckBlock } from "./next-check.ts";
import { recordsBlock } from "./record-blocks.ts";

/** Says what has changed since the page or the ticket answered a confirmation. */
export function followUp({ onboarding, event, setupUrl, texts }: CustomerContext): MessageContent {
  const { text } = texts;
  const { identity: domain, lastCheck } = onboarding;
  const cards = recordCards(onboarding);
  const open = cards.filter(({ checked }) => checked?.state !== "right");
  const seen = { at: lastCheck?.at ?? event.at, all: cards.length };
  const button = setupButton(setupUrl, texts);
  const blocks =
    open.length === 0
      ? [paragraph(text("followed-up.all-right", { ...seen, domain })), button]
      : [
          paragraph(text("answered.some-right", { ...seen, right: cards.length - open.length })),
          recordsBlock(open, texts),
          button,
          nextCheckBlock(onboarding, event.at, texts),
        ];
  return { subject: answerSubject(onboarding, texts), blocks };
}
