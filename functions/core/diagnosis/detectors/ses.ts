import { onDomain } from "../model/finding.ts";
import { DOMAIN_WORDS } from "../sentences/domain.ts";
import type { DomainDetector } from "./domain.ts";

/** Finds DKIM records that SES does not see, although the name servers hold them. */
export const unseenBySes: DomainDetector = (context) => {
  const { domain, sesError, dkimVerified = false } = context.subject;
  const dkim = context.examined.filter(({ record }) => record.purpose === "dkim");
  if (sesError === undefined || dkimVerified || dkim.length === 0) return [];
  if (dkim.some(({ state }) => state !== "right")) return [];
  return [
    onDomain("DKIM_UNSEEN_BY_SES", context, {
      ...DOMAIN_WORDS.unseenBySes(domain, sesError),
      seen: [sesError],
      shownBy: dkim.map(({ record: { name, type } }) => ({ name, type })),
    }),
  ];
};
