import { bothForms } from "#core/names/unicode-name";
import { textsIn } from "#core/words/texts";
import type { AlignmentReport } from "../from-address.ts";

const { text } = textsIn("en");

/** Describes the DMARC alignment of a from address in sentences. */
export function alignmentWords(address: string, report: AlignmentReport): readonly string[] {
  const { rfc7489, rfc9989, headerFrom, isDefaultMailFrom } = report;
  const mailFrom = bothForms(report.mailFrom);
  const dkim = report.dkimDomain === null ? undefined : bothForms(report.dkimDomain);
  return [
    dkim === undefined
      ? text("operators.alignment.unsigned", { address, mailFrom })
      : text("operators.alignment.signed", { address, dkim, mailFrom }),
    ...(viewWords(rfc7489, "both") === viewWords(rfc9989, "both")
      ? [viewWords(rfc7489, "both")]
      : [viewWords(rfc7489, "older"), viewWords(rfc9989, "other")]),
    ...(isDefaultMailFrom
      ? [text("operators.alignment.default-mail-from", { mailFrom, headerFrom: bothForms(headerFrom) })]
      : []),
  ];
}

function viewWords(
  { policy, dkim, spf, dmarc, isEnforced }: AlignmentReport["rfc7489"],
  rules: "both" | "older" | "other",
): string {
  const results = {
    rules,
    dkim: known(dkim),
    spf: known(spf),
    dmarc: dmarc === "unknown" ? "other" : dmarc,
  } as const;
  if (policy === undefined)
    return text("operators.alignment.without-policy", {
      ...results,
      policy: dmarc === "none" ? "none" : "other",
    });
  const { at, stated, applied, isInherited, adkim, aspf } = policy;
  return text("operators.alignment.policy", {
    ...results,
    at: bothForms(at),
    stated,
    applied,
    inherited: isInherited ? "yes" : "other",
    tested: applied === stated ? "other" : "yes",
    adkim: adkim === "s" ? "s" : "other",
    aspf: aspf === "s" ? "s" : "other",
    enforced: dmarc === "fail" && isEnforced ? "yes" : "other",
  });
}

function known(counts: "yes" | "no" | "unknown"): "yes" | "no" | "other" {
  return counts === "unknown" ? "other" : counts;
}
