import { exchangeOf } from "#core/dns/record-names";
import { isAtOrBelow } from "#core/names/domain-name";
import type { Text } from "#core/words/texts";
import type { FindingCode } from "../model/catalogue.ts";
import { addition, correctionOfValues, keeping, removal } from "../model/corrections.ts";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "../model/diagnosis-context.ts";
import { dnameAbove } from "../model/dname.ts";
import { type Finding, type FindingDetails, onRecord } from "../model/finding.ts";
import { wildcardAnswer } from "../model/wildcard-answer.ts";
import { DOMAIN_CAUSES } from "../sentences/domain.ts";
import { MAIL_FROM_CAUSES } from "../sentences/mail-from.ts";
import { NOTES } from "../sentences/notes.ts";

/** SES's one feedback host in each Region: https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
const FEEDBACK = /^feedback-smtp(?:\.([a-z0-9-]+))?\.amazonses\.com$/;
/** A number before the server name; four numbers are an IPv4 address, which a DNS host may extend by the zone. */
const PRIORITY_FIRST = /^(?!\d{1,3}(?:\.\d{1,3}){3}(?:\.|$))\d{1,5}(?:$|[.\s\\])/;

/**
 * SES's endpoints for receiving and submitting mail: https://docs.aws.amazon.com/general/latest/gr/ses.html
 */
const OTHER_AMAZON = /^(?:inbound-smtp|email-smtp|email)\.[a-z0-9.-]*amazonaws\.com$/;

/** Finds a CNAME at the MAIL FROM name. */
export const isCname: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const target = cnameAt(name, context);
  if (target === undefined || examined.state === "right") return undefined;
  const isOurs = FEEDBACK.test(target);
  if (!isOurs && isInUse(target, context)) return leftToOthers(examined, target, context);
  return onRecord(isOurs ? "CNAME_INSTEAD_OF_MX" : "MAIL_FROM_IS_CNAME", examined, context, {
    cause: isOurs ? MAIL_FROM_CAUSES.wrongType(name, "CNAME") : MAIL_FROM_CAUSES.isCname(name, target),
    edits: [
      removal({ name, type: "CNAME", value: target }, context, "cname-stands-alone"),
      ...ofMailFrom(name, context).flatMap((one) => addition(one, "required")),
    ],
    ...(isOurs ? {} : { otherwise: "another-mail-from" }),
    seen: [target],
    expected: ofMailFrom(name, context).flatMap(({ record }) => record.values),
    shownBy: [{ name, type: "CNAME" }],
  });
};

/**
 * Leaves a CNAME to an existing name of another operator, which a service may use, and advises another MAIL
 * FROM domain.
 */
function leftToOthers(examined: ExaminedRecord, target: string, context: DiagnosisContext): Finding {
  const { name } = examined.record;
  return onRecord("MAIL_FROM_IS_CNAME", examined, context, {
    cause: MAIL_FROM_CAUSES.isCname(name, target),
    actor: "platform-support",
    notes: [NOTES.changeRequest],
    otherwise: "another-mail-from",
    seen: [target],
    expected: ofMailFrom(name, context).flatMap(({ record }) => record.values),
    shownBy: [{ name, type: "CNAME" }],
  });
}

function isInUse(target: string, { seen, registrable }: DiagnosisContext): boolean {
  return !isAtOrBelow(target, registrable) && !seen.isGone(target);
}

/** Warns of right records that are reached through a CNAME. */
export const aliased: RecordDetector = (examined, context) => {
  const { name, purpose } = examined.record;
  const target = cnameAt(name, context);
  const both = ofMailFrom(name, context);
  if (target === undefined || purpose !== "mail-from-mx" || both.some(isFaulty)) return undefined;
  // The CNAME is synthesised from a DNAME above, so there is none to remove.
  if (dnameAbove(name, context) !== undefined) return undefined;
  return onRecord("MAIL_FROM_ALIASED", examined, context, {
    cause: MAIL_FROM_CAUSES.aliased(name, target),
    edits: [
      removal({ name, type: "CNAME", value: target }, context, "breaks-with-the-other-name"),
      ...both.flatMap((one) => addition(one, "required")),
    ],
    seen: [target],
    shownBy: [{ name, type: "CNAME" }],
  });
};

/** Finds Amazon's MX at the domain itself, while it is missing at the MAIL FROM domain. */
export const mxAtDomain: RecordDetector = (examined, context) => {
  const at = feedbackRoots(context)[0];
  if (examined.state !== "missing" || at === undefined) return undefined;
  const details = feedbackMxDetails(at, context);
  const edits = [...(details.edits ?? []), ...addition(examined, "required")];
  return onRecord("FEEDBACK_MX_AT_DOMAIN", examined, context, { ...details, edits });
};

/**
 * Describes the correction of Amazon's MX at the domain itself: only that MX is removed, and the domain's own
 * mail servers stay.
 */
export function feedbackMxDetails(at: string, context: DiagnosisContext): FindingDetails {
  const values = context.seen.values(at, "MX");
  const ours = values.filter(isFeedback);
  const own = values.filter((value) => !isFeedback(value));
  const mx = (value: string) => ({ name: at, type: "MX", value });
  return {
    cause: DOMAIN_CAUSES.feedbackMx(at),
    edits: [
      ...ours.map((value) => removal(mx(value), context, "must-not-be-at-the-domain")),
      ...own.map((value) => keeping(mx(value), context, "own-mail-server")),
    ],
    notes: own.length > 0 ? [] : [NOTES.putBack(at)],
    seen: values.map((value) => `${at}: ${value}`),
    shownBy: [{ name: at, type: "MX" }],
  };
}

/** Returns the domains whose incoming mail goes to Amazon's feedback host. */
export function feedbackRoots({
  subject: { domain, mailFrom },
  registrable,
  seen,
}: DiagnosisContext): readonly string[] {
  return [...new Set([domain, registrable])].filter((root) => {
    // If the question was answered through a CNAME, the MX belongs to another name.
    if (root === mailFrom || (seen.of(root, "MX")?.aliases.length ?? 0) > 0) return false;
    return seen.values(root, "MX").some(isFeedback);
  });
}

/** Finds the MX entered as a TXT record. */
export const mxAsText: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const texts = context.seen
    .values(name, "TXT")
    .filter((text) => text.toLowerCase().includes("feedback-smtp."));
  if (examined.state !== "missing" || texts.length === 0) return undefined;
  return onRecord("TXT_INSTEAD_OF_MX", examined, context, {
    cause: MAIL_FROM_CAUSES.wrongType(name, "TXT"),
    edits: [
      ...texts.map((value) => removal({ name, type: "TXT", value }, context, "wrong-type")),
      ...addition(examined, "wrong-type"),
    ],
    seen: texts,
    shownBy: [{ name, type: "TXT" }],
  });
};

/** Finds what is wrong with an existing MX. */
export const mxDiffers: RecordDetector = (examined, context) => {
  const exchanges = examined.seen.map(exchangeOf);
  const [exchange = "", second] = exchanges;
  const say = (code: FindingCode, cause: Text, more: Partial<FindingDetails> = {}) =>
    onRecord(code, examined, context, {
      cause,
      edits: correctionOfValues(examined, context, "only-one"),
      ...more,
    });
  if (exchanges.length === 0) return undefined;
  if (second !== undefined) return severalMx(examined, context);
  if (exchange === "." || exchange === "") return say("MX_NULL", MAIL_FROM_CAUSES.nullMx(examined));
  if (PRIORITY_FIRST.test(exchange)) {
    const { priority = 10 } = examined.record;
    const edits = correctionOfValues(examined, context, "priority-has-its-own-field");
    return say("MX_PRIORITY_IN_VALUE", MAIL_FROM_CAUSES.priorityInValue(examined), {
      edits: edits.map((one) => ({ ...one, priority })),
    });
  }
  const feedback = FEEDBACK.exec(exchange);
  if (feedback !== null) {
    return say("MX_OTHER_REGION", MAIL_FROM_CAUSES.otherRegion(examined, feedback[1] ?? ""));
  }
  return OTHER_AMAZON.test(exchange)
    ? say("MX_OTHER_AMAZON_HOST", MAIL_FROM_CAUSES.otherAmazonHost(examined))
    : undefined;
};

function severalMx(examined: ExaminedRecord, context: DiagnosisContext) {
  if (!examined.seen.some(isFeedback)) return taken(examined, context);
  const isForeign = examined.seen.some((value) => !isAmazon(exchangeOf(value)));
  return onRecord("MX_SEVERAL", examined, context, {
    cause: MAIL_FROM_CAUSES.severalMx(examined),
    edits: correctionOfValues(examined, context, "only-one"),
    ...(isForeign ? { otherwise: "another-mail-from" } : {}),
  });
}

/** Finds a MAIL FROM domain that another mail service uses. */
export const taken: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const exchanges = context.seen.values(name, "MX").map(exchangeOf);
  const foreign = exchanges.filter((one) => one !== "." && one !== "" && !isAmazon(one));
  const mx = ofMailFrom(name, context).find(({ record }) => record.type === "MX");
  if (mx !== undefined && wildcardAnswer(mx, context) !== undefined) return undefined;
  // If all MX of a name belong to another service, this explains its SPF record as well.
  if (foreign.length === 0 || foreign.length < exchanges.length) return undefined;
  const both = ofMailFrom(name, context).filter(isFaulty);
  return onRecord("MAIL_FROM_TAKEN", examined, context, {
    cause: MAIL_FROM_CAUSES.taken(name, foreign),
    edits: both.flatMap((one) => correctionOfValues(one, context, "another-service-uses-the-name")),
    otherwise: "another-mail-from",
    seen: context.seen.values(name, "MX"),
    expected: both.flatMap(({ record }) => record.values),
    shownBy: [{ name, type: "MX" }],
  });
};

function isFeedback(value: string): boolean {
  return FEEDBACK.test(exchangeOf(value));
}

function isAmazon(exchange: string): boolean {
  return /\bamazon(?:ses|aws)\b/.test(exchange);
}

/** Returns the required records at the MAIL FROM domain. */
function ofMailFrom(name: string, context: DiagnosisContext): readonly ExaminedRecord[] {
  return context.examined.filter(
    ({ record }) => record.name === name && (record.type === "MX" || record.type === "TXT"),
  );
}

function isFaulty({ state }: ExaminedRecord): boolean {
  return state !== "right" && state !== "unknown";
}

function cnameAt(name: string, { seen }: DiagnosisContext): string | undefined {
  return seen.values(name, "CNAME")[0] ?? seen.of(name, "MX")?.aliases[0] ?? seen.of(name, "TXT")?.aliases[0];
}
