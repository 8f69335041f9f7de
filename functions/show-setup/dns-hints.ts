import { dnsHostSteps } from "#core/instructions/dns-host-steps";
import { likelyZone } from "#core/instructions/record-card";
import { isProofAlone, isProofRequired } from "#core/onboarding/changes/proof-of-control";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Texts } from "#core/words/texts";

/** One way to enter the records: the steps, with a title if the DNS host is known. */
export interface DnsHint {
  readonly title: string | undefined;
  readonly steps: readonly string[];
}

/** Describes how to enter the records: the steps for a known DNS host, or those for most panels. */
export function dnsHints(onboarding: Onboarding, texts: Texts): DnsHint[] {
  const { text } = texts;
  const hosts = dnsHostSteps(onboarding, texts);
  const quotes = text("page.hint.quotes");
  const isProofBeside = isProofRequired(onboarding) && !isProofAlone(onboarding);
  return [
    ...(isProofBeside
      ? [{ title: undefined, steps: [text("page.proof", { domain: onboarding.identity })] }]
      : []),
    ...(hosts.length === 0
      ? [{ title: undefined, steps: [text("page.hint.zone", { zone: likelyZone(onboarding) }), quotes] }]
      : hosts.map(({ title, steps }) => ({ title, steps: [...steps, quotes] }))),
  ];
}
