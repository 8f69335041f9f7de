import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import { likelyZone, recordCards } from "#core/instructions/record-card";
import { printable } from "#core/names/printable";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** The longest domain name (RFC 1035 §2.3.4). */
const LONGEST_NAME = 255;

/** The facts of a message about a ready domain. */
interface WatchContext {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
}

type Incident = NonNullable<Onboarding["incident"]>;

/** Says that SES does not find records any more, and when it will stop looking for them. */
export function degradedBlocks({ onboarding, event }: WatchContext, next: string): Block[] {
  const { degraded } = WORDS.watch;
  const deadlines = (onboarding.incident?.ses ?? []).map(({ subject, givesUpAt }) =>
    degraded.givesUp(degraded.subjects[subject], givesUpAt, event.at),
  );
  return [
    paragraph(degraded.body(onboarding, event.at)),
    ...deadlines.map(paragraph),
    ...cards(onboarding, degraded.records),
    paragraph(next),
  ];
}

/** Lists the records that are gone, when each was last right, and whether the zone has moved to other name servers. */
export function lostBlocks({ onboarding }: WatchContext, next: string): Block[] {
  const { lost, degraded } = WORDS.watch;
  const { records = [], gaveUp = [], moved } = onboarding.incident ?? {};
  const items = records.map(({ type, name, rightAt }) => lost.record(type, name, rightAt));
  return [
    paragraph(lost.body(onboarding)),
    ...(items.length === 0 ? [] : [{ kind: "list", items } as const]),
    ...gaveUp.map((subject) => paragraph(lost.gaveUp(degraded.subjects[subject]))),
    ...(moved === undefined ? [] : movedBlocks(onboarding, moved)),
    ...cards(onboarding, lost.records),
    paragraph(next),
  ];
}

/** Says that the domain works again, and since when it did not. */
export function recoveredBlocks({ onboarding }: WatchContext): Block[] {
  const { recovered } = WORDS.watch;
  const { incident } = onboarding;
  return [
    paragraph(recovered.body(onboarding)),
    ...(incident === undefined ? [] : [paragraph(recovered.since(incident.since))]),
  ];
}

function movedBlocks(onboarding: Onboarding, { from, to }: NonNullable<Incident["moved"]>): Block[] {
  const { lost } = WORDS.watch;
  const host = dnsHostOf(to)?.name;
  const describe = (nameServers: readonly string[]) =>
    lost.named(
      nameServers.map((name) => printable(name, LONGEST_NAME)),
      dnsHostOf(nameServers)?.name,
    );
  return [
    paragraph(lost.moved(likelyZone(onboarding), describe(from), describe(to))),
    ...(host === undefined ? [] : [paragraph(lost.host(host))]),
  ];
}

function cards(onboarding: Onboarding, introduction: string): Block[] {
  const { records = [] } = onboarding.incident ?? {};
  const missing = recordCards(onboarding).filter(({ record }) =>
    records.some(({ name, type }) => name === record.name && type === record.type),
  );
  return missing.length === 0 ? [] : [paragraph(introduction), { kind: "records", cards: missing }];
}
