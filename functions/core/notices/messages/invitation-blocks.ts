import { dnsHostSteps } from "#core/instructions/dns-host-steps";
import { likelyZone, recordCards } from "#core/instructions/record-card";
import { bothForms, unicodeName } from "#core/names/unicode-name";
import { isProofAlone, isProofRequired } from "#core/onboarding/changes/proof-of-control";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WORDS } from "#core/words/words";
import { type Block, type MessageTemplate, paragraph, setupLink } from "./block.ts";
import { migrationBlocks } from "./migration-blocks.ts";

/** The records, and all that is needed to add them; `who` says what they are for and why the reader gets this. */
export function invitation(onboarding: Onboarding, setupUrl: string, who: string): MessageTemplate {
  const { recordsIssued, page } = WORDS;
  const { identity, mailFrom, recordsVersion } = onboarding;
  const isAlone = isProofAlone(onboarding);
  return {
    subject: recordsIssued.subject(onboarding),
    blocks: [
      paragraph(who),
      ...(onboarding.hadExistingRecords && recordsVersion === 1 ? [paragraph(recordsIssued.stood)] : []),
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

/** Where to click if the DNS host is known, else what holds for most. */
function howTo(onboarding: Onboarding): Block[] {
  const hosts = dnsHostSteps(onboarding);
  if (hosts.length === 0) {
    const host = paragraph(WORDS.recordsIssued.host(likelyZone(onboarding)));
    return isProofAlone(onboarding) ? [host] : [host, paragraph(WORDS.page.proxy)];
  }
  return hosts.flatMap(({ title, steps }) => [paragraph(title), { kind: "list", items: steps }]);
}

/** Which records are new; nothing where only the challenge is. */
function reissued(onboarding: Onboarding): Block[] {
  const { replacedRecords = ["mail-from"], ownership } = onboarding;
  const [first, second] = replacedRecords;
  if (first !== undefined)
    return [paragraph(WORDS.recordsIssued.reissued[second === undefined ? first : "both"](onboarding))];
  return ownership?.provedAt === undefined ? [] : [paragraph(WORDS.ownership.proved(onboarding))];
}
