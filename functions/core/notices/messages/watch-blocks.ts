import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import { likelyZone, recordCards } from "#core/instructions/record-card";
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

/** Says that SES does not find records any more, and when it will stop looking for them. `next` tells what to do. */
export function degraded(
  { onboarding, event, texts }: WatchContext,
  next: string,
  button: readonly Block[] = [],
): MessageContent {
  const { text } = texts;
  const { identity: domain, incident } = onboarding;
  const parts = incident?.ses ?? [];
  const at = Math.min(...parts.map(({ givesUpAt }) => givesUpAt));
  const deadlines = parts.map(({ subject, givesUpAt }) => {
    const hours = Math.max(0, Math.round((givesUpAt - event.at) / HOUR_MS));
    return paragraph(text(`degraded.gives-up.${subject}`, { at: givesUpAt, hours }));
  });
  return {
    subject:
      parts.length === 0
        ? text("degraded.subject", { domain })
        : text("degraded.subject-until", { domain, at }),
    blocks: [
      paragraph(text("degraded.body", { domain, at: event.at })),
      ...deadlines,
      ...button,
      ...incidentRecords(onboarding, text("degraded.records"), texts),
      paragraph(next),
    ],
  };
}

/** Lists the records that are gone, when each was last right, and whether the zone has moved to other name servers. */
export function lost(
  { onboarding, texts }: Omit<WatchContext, "event">,
  next: string,
  button: readonly Block[] = [],
): MessageContent {
  const { text } = texts;
  const { identity: domain, incident } = onboarding;
  const { records = [], gaveUp, moved } = incident ?? {};
  const items = records.map(({ type, name, rightAt: at }) => {
    const record = `${type} ${name}`;
    return at === undefined ? record : text("lost.record", { record, at });
  });
  return {
    subject: text(gaveUp === undefined ? "lost.subject" : "lost.subject-gave-up", { domain }),
    blocks: [
      paragraph(text(gaveUp === undefined ? "lost.body" : "lost.body-gave-up", { domain })),
      ...(items.length === 0 ? [] : [{ kind: "list", items } as const]),
      ...(gaveUp ?? []).map((part) => paragraph(text(`lost.gave-up.${part}`))),
      ...(moved === undefined ? [] : movedBlocks(onboarding, moved, texts)),
      ...button,
      ...incidentRecords(onboarding, text("lost.records"), texts),
      paragraph(next),
    ],
  };
}

/** Says that the domain works again, and since when it did not. */
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

function incidentRecords(onboarding: Onboarding, introduction: string, texts: Texts): Block[] {
  const { records = [] } = onboarding.incident ?? {};
  const cards = recordCards(onboarding).filter(({ record }) =>
    records.some(({ name, type }) => name === record.name && type === record.type),
  );
  return recordBlocks(cards, introduction, texts);
}
