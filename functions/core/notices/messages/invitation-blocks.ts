import { dnsHostSteps } from "#core/instructions/dns-host-steps";
import { likelyZone, recordCards } from "#core/instructions/record-card";
import { bothForms, unicodeName } from "#core/names/unicode-name";
import { isProofAlone, isProofRequired } from "#core/onboarding/changes/proof-of-control";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, type MessageTemplate, paragraph, setupLink } from "./block.ts";
import { migrationBlocks } from "./migration-blocks.ts";

/** Builds the message with the DNS records and the steps to add them; `who` tells the reader why they get it. */
export function invitation(onboarding: Onboarding, setupUrl: string, who: string): MessageTemplate {
  const { recordsIssued, page } = WORDS;
  const { identity, mailFrom, recordsVersion } = onboarding;
  const isAlone = isProofAlone(onboarding);
  return {
    subject: recordsIssued.subject(onboarding),
    blocks: [
      paragraph(who),
      ...(onboarding.hadExistingRecords && recordsVersion === 1
        ? [paragraph(recordsIssued.existingRecords)]
        : []),
      ...(unicodeName(identity) === undefined ? [] : [paragraph(recordsIssued.reads(bothForms(identity)))]),
      setupLink(setupUrl),
      paragraph(isAlone ? WORDS.ownership.why(onboarding) : page.why(identity, mailFrom)),
      ...(recordsVersion > 1 ? reissued(onboarding) : []),
      ...(isProofRequired(onboarding) && !isAlone ? [paragraph(WORDS.ownership.demanded(onboarding))] : []),
      ...howTo(onboarding),
      ...(isAlone ? [] : [paragraph(recordsIssued.only(onboarding))]),
      { kind: "records", cards: recordCards(onboarding) },
      ...migrationBlocks(onboarding),
      paragraph(recordsIssued.next(onboarding)),
    ],
  };
}

/** Steps for the DNS host's own panel if the host is known, otherwise advice that fits most panels. */
function howTo(onboarding: Onboarding): Block[] {
  const hosts = dnsHostSteps(onboarding);
  if (hosts.length === 0) {
    const host = paragraph(WORDS.recordsIssued.host(likelyZone(onboarding)));
    return isProofAlone(onboarding) ? [host] : [host, paragraph(WORDS.page.proxy)];
  }
  return hosts.flatMap(({ title, steps }) => [paragraph(title), { kind: "list", items: steps }]);
}

/** Says which records were replaced; nothing if only the ownership challenge was added. */
function reissued(onboarding: Onboarding): Block[] {
  const { replacedRecords = ["mail-from"], ownership } = onboarding;
  const [first, second] = replacedRecords;
  if (first !== undefined)
    return [paragraph(WORDS.recordsIssued.reissued[second === undefined ? first : "both"](onboarding))];
  return ownership?.provedAt === undefined ? [] : [paragraph(WORDS.ownership.proved(onboarding))];
}
