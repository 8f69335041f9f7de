import { dnsHostOf } from "#core/dns/hosts/dns-host-of";
import { likelyZone, recordCards } from "#core/instructions/record-card";
import { printable } from "#core/names/printable";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, paragraph } from "./block.ts";

/** RFC 1035 §2.3.4: no name is longer. */
const LONGEST_NAME = 255;

/** What a letter of the watch speaks of. */
interface Matter {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
}

type Trouble = NonNullable<Onboarding["incident"]>;

/** That SES does not find records any more, with the time that is left. */
export function degradedBlocks({ onboarding, event }: Matter, next: string): Block[] {
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

/** Which records are gone, when they were last right, and whether the zone has moved. */
export function lostBlocks({ onboarding }: Matter, next: string): Block[] {
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

/** That all is right again, and since when it was not. */
export function recoveredBlocks({ onboarding }: Matter): Block[] {
  const { recovered } = WORDS.watch;
  const { incident } = onboarding;
  return [
    paragraph(recovered.body(onboarding)),
    ...(incident === undefined ? [] : [paragraph(recovered.since(incident.since))]),
  ];
}

function movedBlocks(onboarding: Onboarding, { from, to }: NonNullable<Trouble["moved"]>): Block[] {
  const { lost } = WORDS.watch;
  const host = dnsHostOf(to)?.name;
  const named = (nameServers: readonly string[]) =>
    lost.named(
      nameServers.map((name) => printable(name, LONGEST_NAME)),
      dnsHostOf(nameServers)?.name,
    );
  return [
    paragraph(lost.moved(likelyZone(onboarding), named(from), named(to))),
    ...(host === undefined ? [] : [paragraph(lost.host(host))]),
  ];
}

function cards(onboarding: Onboarding, introduction: string): Block[] {
  const { records = [] } = onboarding.incident ?? {};
  const missed = recordCards(onboarding).filter(({ record }) =>
    records.some(({ name, type }) => name === record.name && type === record.type),
  );
  return missed.length === 0 ? [] : [paragraph(introduction), { kind: "records", cards: missed }];
}
