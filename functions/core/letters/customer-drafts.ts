import { dnsHostSteps } from "#core/dns-host-steps";
import { isMistake } from "#core/mistake";
import type { Onboarding } from "#core/onboarding";
import type { OnboardingEvent } from "#core/onboarding-event";
import { likelyZone, type RecordCard, recordCards } from "#core/record-card";
import { recordWords } from "#core/record-words";
import { bothForms, unicodeName } from "#core/unicode-name";
import { WORDS } from "#core/words/words";
import { type Block, type Draft, paragraph } from "./block.ts";
import { reasonOf } from "./closing-reason.ts";
import { expiryBlocks, reminderBlocks } from "./waiting-drafts.ts";
import { degradedBlocks, lostBlocks, recoveredBlocks } from "./watch-drafts.ts";

/** What a letter to the customer speaks of; only these letters know the set-up link. */
export interface CustomerMatter {
  readonly onboarding: Onboarding;
  readonly event: OnboardingEvent;
  readonly setupUrl: string;
}

/** The letters to the customer, by event. */
export const CUSTOMER_DRAFTS = {
  records_issued: invitation,
  records_wrong: correction,
  reminded: ({ onboarding, event, setupUrl }) => ({
    subject: WORDS.reminded.subject(onboarding),
    blocks: [paragraph(WORDS.hello), ...reminderBlocks(onboarding, event), link(setupUrl)],
  }),
  expiry_near: ({ onboarding, event, setupUrl }) => ({
    subject: WORDS.expiryNear.subject(onboarding),
    blocks: [
      paragraph(WORDS.hello),
      ...expiryBlocks(onboarding, event, WORDS.expiryNear.customer),
      link(setupUrl),
    ],
  }),
  ready: success,
  expired: ({ onboarding }) => ending(onboarding, WORDS.expired),
  cancelled: ({ onboarding }) => ending(onboarding, WORDS.cancelled),
  domain_degraded: (matter) =>
    ofWatch(matter, WORDS.watch.degraded, degradedBlocks(matter, WORDS.watch.degraded.customer)),
  domain_lost: (matter) => ofWatch(matter, WORDS.watch.lost, lostBlocks(matter, WORDS.watch.lost.customer)),
  domain_recovered: (matter) =>
    ofWatch(matter, WORDS.watch.recovered, [
      ...recoveredBlocks(matter),
      paragraph(WORDS.watch.recovered.next),
    ]),
} as const satisfies Partial<Record<OnboardingEvent["type"], (matter: CustomerMatter) => Draft>>;

function invitation({ onboarding, setupUrl }: CustomerMatter): Draft {
  const { recordsIssued, page } = WORDS;
  const { identity, mailFrom, edition } = onboarding;
  const hosts = dnsHostSteps(onboarding);
  const howTo: Block[] =
    hosts.length === 0
      ? [paragraph(recordsIssued.host(likelyZone(onboarding))), paragraph(page.proxy)]
      : hosts.flatMap(({ title, steps }) => [paragraph(title), { kind: "list", items: steps }]);
  return {
    subject: recordsIssued.subject(onboarding),
    blocks: [
      paragraph(WORDS.hello),
      paragraph(recordsIssued.who(onboarding)),
      ...(unicodeName(identity) === undefined ? [] : [paragraph(recordsIssued.reads(bothForms(identity)))]),
      link(setupUrl),
      paragraph(page.why(identity, mailFrom)),
      ...(edition > 1 ? [paragraph(reissued(onboarding))] : []),
      ...howTo,
      paragraph(recordsIssued.only(onboarding)),
      { kind: "records", cards: recordCards(onboarding) },
      paragraph(recordsIssued.next(onboarding)),
    ],
  };
}

/** Which records are new. */
function reissued(onboarding: Onboarding): string {
  const { renewed = ["mail-from"] } = onboarding;
  const what = renewed.length > 1 ? "both" : renewed[0];
  return WORDS.recordsIssued.reissued[what ?? "mail-from"](onboarding);
}

function correction({ onboarding, setupUrl, event }: CustomerMatter): Draft {
  const { recordsWrong } = WORDS;
  const cards = recordCards(onboarding).filter(
    ({ look, findings }) =>
      look?.state === "wrong" || look?.state === "conflicting" || findings.some(isMistake),
  );
  const mistakes = (onboarding.look?.findings ?? []).filter(isMistake);
  const isUrgent = mistakes.some(({ severity }) => severity === "urgent");
  const ofDomain = mistakes
    .filter(({ record }) => record === null)
    .sort((one, other) => Number(other.severity === "urgent") - Number(one.severity === "urgent"));
  const faults = [...ofDomain.map(({ fix }) => fix), ...cards.flatMap(faultsOf)];
  const blocks: Block[] =
    faults.length === 0
      ? [paragraph(recordsWrong.mended)]
      : [
          paragraph(recordsWrong.seen(onboarding.look?.at ?? event.at)),
          { kind: "list", items: [...new Set(faults)] },
          ...(cards.length === 0
            ? []
            : [paragraph(recordsWrong.expected), { kind: "records", cards } as const]),
          paragraph(recordsWrong.next(onboarding)),
        ];
  return {
    subject: isUrgent ? recordsWrong.urgentSubject(onboarding) : recordsWrong.subject(onboarding),
    blocks: [paragraph(WORDS.hello), ...blocks, link(setupUrl)],
  };
}

/** What to do about a record; in want of that, how it looks. */
function faultsOf({ record, look, findings }: RecordCard): readonly string[] {
  const fixes = findings.filter(isMistake).map(({ fix }) => fix);
  return fixes.length > 0 ? fixes : [`${record.type} ${record.name}: ${recordWords(look)}`];
}

function success({ onboarding, setupUrl }: CustomerMatter): Draft {
  const { ready } = WORDS;
  return {
    subject: ready.subject(onboarding),
    blocks: [
      paragraph(WORDS.hello),
      paragraph(ready.customer(onboarding)),
      paragraph(ready.keep),
      paragraph(ready.next(onboarding)),
      link(setupUrl),
    ],
  };
}

function ofWatch(
  { onboarding, setupUrl }: CustomerMatter,
  { subject }: { subject(onboarding: Onboarding): string },
  blocks: readonly Block[],
): Draft {
  return { subject: subject(onboarding), blocks: [paragraph(WORDS.hello), ...blocks, link(setupUrl)] };
}

/** No link: the page is gone. */
function ending(onboarding: Onboarding, words: typeof WORDS.expired | typeof WORDS.cancelled): Draft {
  const { closedBecause } = onboarding;
  return {
    subject: words.subject(onboarding),
    blocks: [
      paragraph(WORDS.hello),
      paragraph(words.body(onboarding)),
      ...reasonOf(closedBecause),
      paragraph(words.customer),
    ],
  };
}

function link(url: string): Block {
  return { kind: "link", label: WORDS.linkToSetup, url };
}
