import { bothForms } from "#core/names/unicode-name";
import { WORDS } from "#core/words/words";
import type { AlignmentReport } from "../from-address.ts";

/** Describes the DMARC alignment of a from address in sentences. */
export function alignmentWords(address: string, report: AlignmentReport): readonly string[] {
  const { alignment: words } = WORDS;
  const { rfc7489, rfc9989, headerFrom, mailFrom, dkimDomain, isDefaultMailFrom } = report;
  const older = viewWords(rfc7489);
  const newer = viewWords(rfc9989);
  return [
    words.domains(address, dkimDomain === null ? null : bothForms(dkimDomain), bothForms(mailFrom)),
    ...(older === newer
      ? [`${words.both} ${older}`]
      : [`${words.rules.rfc7489} ${older}`, `${words.rules.rfc9989} ${newer}`]),
    ...(isDefaultMailFrom ? [words.defaultMailFrom(mailFrom, bothForms(headerFrom))] : []),
  ];
}

function viewWords({ policy, dkim, spf, dmarc, isEnforced }: AlignmentReport["rfc7489"]): string {
  const { alignment: words } = WORDS;
  const absent = dmarc === "none" ? words.noPolicy : words.unknownPolicy;
  const modes = policy === undefined ? undefined : [words.mode[policy.adkim], words.mode[policy.aspf]];
  const parts = [
    policy === undefined ? absent : words.policy(bothForms(policy.at), policy.stated, policy.isInherited),
    ...(policy !== undefined && policy.applied !== policy.stated ? [words.lowered(policy.applied)] : []),
    `${words.dkim[dkim]}${modes === undefined ? "" : ` (${modes[0]})`}`,
    `${words.spf[spf]}${modes === undefined ? "" : ` (${modes[1]})`}`,
  ];
  const isRefused = dmarc === "fail" && isEnforced;
  return `${parts.join(", ")}. ${words.results[dmarc]}${isRefused ? ` ${words.enforced}` : ""}`;
}
