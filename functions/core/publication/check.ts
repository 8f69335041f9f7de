import type { DnsSession } from "#core/dns/observation";
import { namesToView, type Publication, publication } from "#core/domain-connect/publication";
import type { RequiredRecord } from "#core/records/required-records";
import { findDmarcAdvice } from "./dmarc-advice.ts";
import { type PublicationSubject, planOf, recordOutsideTemplate } from "./plan.ts";
import { isSeenRight, viewZone } from "./view-zone.ts";

/** Whether the records can be published automatically, as the name servers answered just now. */
export type PublicationCheck =
  | Publication
  /** The template would write this record differently than required. */
  | { readonly state: "refused"; readonly because: "not-in-template"; readonly name: string };

/**
 * Checks every name that a template would write, at all name servers of its zone, and decides whether
 * publishing could do harm.
 */
export async function checkPublication(
  subject: PublicationSubject,
  session: DnsSession,
): Promise<PublicationCheck> {
  const outside = recordOutsideTemplate(subject);
  if (outside !== undefined) return { state: "refused", because: "not-in-template", name: outside.name };
  const everything = planOf(subject, { isRight: () => false, isDmarcAbsent: true });
  const [view, advice] = await Promise.all([
    viewZone(namesToView(everything), session),
    findDmarcAdvice(subject.identity, session, subject.service.dmarcReports),
  ]);
  const isRight = (record: RequiredRecord) => isSeenRight(record, view.observations);
  return publication(planOf(subject, { isRight, isDmarcAbsent: advice === "offered" }), view);
}
