import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import { factsOfLoss, type Loss } from "#core/instructions/loss";
import { consequences, lossSeen } from "#core/instructions/loss-text";
import { likelyZone } from "#core/instructions/record-card";
import { setupPhase } from "#core/instructions/setup-phase";
import { printable } from "#core/names/printable";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";
import { type Block, type MessageContent, paragraph } from "./block.ts";
import { recordBlocks } from "./record-blocks.ts";

/** The longest domain name (RFC 1035 §2.3.4). */
const LONGEST_NAME = 255;

const HOUR_MS = 3_600_000;

/** The facts of a message about a ready domain. */
interface WatchContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
  readonly texts: Texts;
}

type Incident = NonNullable<Onboarding["incident"]>;

/** The introductions to records that a check found wrong, and, before a check, to those that SES misses. */
const FOR_CUSTOMERS = { wrong: "loss.records", missed: "degraded.records" } as const;
const FOR_STAFF = { wrong: "note.loss.wrong", missed: "note.loss.missed" } as const;

/**
 * Says that SES no longer finds records, and when it will stop checking. `next` tells the reader what to do;
 * support and operations get no button.
 */
export function degraded(
  { onboarding, event, texts }: WatchContext,
  next: string,
  button?: readonly Block[],
): MessageContent {
  const { text } = texts;
  const { identity: domain } = onboarding;
  const loss = lossIn(onboarding);
  const deadlines = (loss?.deadlines ?? []).map(({ part, at }) => {
    const hours = Math.max(0, Math.round((at - event.at) / HOUR_MS));
    return paragraph(text(`degraded.gives-up.${part}`, { domain, at, hours }));
  });
  return {
    // The support team has no deadline of its own.
    subject: button === undefined ? text("degraded.subject", { domain }) : degradedSubject(onboarding, texts),
    blocks: [
      paragraph(text("degraded.body", { domain, at: event.at })),
      ...deadlines,
      ...consequences(onboarding, { deadlines: [], stopped: loss?.stopped ?? [] }, texts).map(paragraph),
      ...(button ?? []),
      ...wrongRecords(onboarding, texts, button === undefined ? FOR_STAFF : FOR_CUSTOMERS),
      ...nextStep(onboarding, next, texts),
    ],
  };
}

/**
 * The subject of the message that SES does not find records, with the first deadline if the reader has to
 * act.
 */
export function degradedSubject(onboarding: Onboarding, { text }: Texts): string {
  const { identity: domain } = onboarding;
  const loss = lossIn(onboarding);
  const [first] = loss?.deadlines ?? [];
  if (first === undefined || loss?.isAllRight === true) return text("degraded.subject", { domain });
  return text("degraded.subject-until", { domain, at: first.at });
}

/** The subject of the message that records are gone, or that SES has stopped checking them. */
export function lostSubject({ identity: domain, incident }: Onboarding, { text }: Texts): string {
  return text(incident?.gaveUp === undefined ? "lost.subject" : "lost.subject-gave-up", { domain });
}

/**
 * Lists the records that are gone, when each was last right, and whether the zone moved to other name
 * servers.
 */
export function lost(
  { onboarding, texts }: Omit<WatchContext, "event">,
  next: string,
  button?: readonly Block[],
): MessageContent {
  const { text } = texts;
  const { identity: domain, incident } = onboarding;
  const { records = [], gaveUp, moved } = incident ?? {};
  const wrong = lossIn(onboarding)?.wrong ?? [];
  const items = wrong.flatMap(({ record: { type, name }, checked }) => {
    const at = records.find((one) => one.type === type && one.name === name)?.rightAt ?? checked?.rightAt;
    return at === undefined ? [] : text("lost.record", { record: `${type} ${name}`, at });
  });
  return {
    subject: lostSubject(onboarding, texts),
    blocks: [
      paragraph(text(gaveUp === undefined ? "lost.body" : "lost.body-gave-up", { domain })),
      ...(items.length === 0 ? [] : [{ kind: "list", items } as const]),
      ...consequenceBlocks(onboarding, texts),
      ...(moved === undefined ? [] : movedBlocks(onboarding, moved, texts)),
      ...(button ?? []),
      ...wrongRecords(onboarding, texts, button === undefined ? FOR_STAFF : FOR_CUSTOMERS),
      ...nextStep(onboarding, next, texts),
    ],
  };
}

/** Says that the domain works again, and since when it had not. */
export function recovered({ onboarding, texts: { text } }: Omit<WatchContext, "event">): MessageContent {
  const { identity: domain, mailFrom, incident } = onboarding;
  return {
    subject: text("recovered.subject", { domain }),
    blocks: [
      paragraph(text("recovered.body", { domain, mailFrom })),
      ...(incident === undefined ? [] : [paragraph(text("recovered.since", { at: incident.since }))]),
    ],
  };
}

function movedBlocks(
  onboarding: Onboarding,
  moved: NonNullable<Incident["moved"]>,
  { text }: Texts,
): Block[] {
  const host = dnsHostOf(moved.to)?.name;
  const named = (nameServers: readonly string[]) => nameServers.map((name) => printable(name, LONGEST_NAME));
  const [from, to] = [named(moved.from), named(moved.to)];
  return [
    paragraph(text("lost.moved", { zone: likelyZone(onboarding), from, to })),
    ...(host === undefined ? [] : [paragraph(text("lost.host", { host }))]),
  ];
}

/** The incident may be over by the time its message is sent. */
function lossIn(onboarding: Onboarding): Loss | undefined {
  return onboarding.incident && factsOfLoss(onboarding, onboarding.incident);
}

function consequenceBlocks(onboarding: Onboarding, texts: Texts): Block[] {
  const loss = lossIn(onboarding);
  return loss === undefined ? [] : consequences(onboarding, loss, texts).map(paragraph);
}

/**
 * Returns the figures of the last check and the records to correct; before a check, the records that SES
 * misses.
 */
function wrongRecords(
  onboarding: Onboarding,
  texts: Texts,
  introductions: typeof FOR_CUSTOMERS | typeof FOR_STAFF,
): Block[] {
  const loss = lossIn(onboarding);
  if (loss === undefined) return [];
  const seen = lossSeen(loss, texts).map(paragraph);
  if (loss.isAllRight) return [...seen, paragraph(texts.text("loss.all-right"))];
  const { wrong, missed } = introductions;
  const introduction = texts.text(loss.checkedAt === undefined ? missed : wrong);
  return [...seen, ...recordBlocks(loss.wrong, introduction, texts)];
}

/** Nothing is asked of a reader whose records are right, or whose name servers merely do not answer. */
function nextStep(onboarding: Onboarding, next: string, { text }: Texts): Block[] {
  if (setupPhase(onboarding) === "unsure") return [paragraph(text("page.task.unsure"))];
  return lossIn(onboarding)?.isAllRight === true ? [] : [paragraph(next)];
}
