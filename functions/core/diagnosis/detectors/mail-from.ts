import { exchangeOf, hostIn } from "#core/dns/record-names";
import type { RecordDetector } from "../model/detector.ts";
import type { DiagnosisContext } from "../model/diagnosis-context.ts";
import { onRecord } from "../model/finding.ts";
import { DOMAIN_SENTENCES } from "../sentences/domain.ts";
import { MAIL_FROM_SENTENCES } from "../sentences/mail-from.ts";

/** https://docs.aws.amazon.com/ses/latest/dg/mail-from.html: the one host for each Region. */
const FEEDBACK = /^feedback-smtp(?:\.([a-z0-9-]+))?\.amazonses\.com$/;
/** Where mail is received or handed in: https://docs.aws.amazon.com/general/latest/gr/ses.html */
const OTHER_AMAZON = /^(?:inbound-smtp|email-smtp|email)\.[a-z0-9.-]*amazonaws\.com$/;

/** Finds a CNAME at the MAIL FROM name. */
export const isCname: RecordDetector = (examined, context) => {
  const { name, purpose } = examined.record;
  const target = cnameAt(name, context);
  if (target === undefined || examined.state === "right") return undefined;
  const shownBy = [{ name, type: "CNAME" as const }];
  return purpose === "mail-from-mx" && FEEDBACK.test(target)
    ? onRecord("CNAME_INSTEAD_OF_MX", examined, context, {
        seen: [target],
        shownBy,
        fix: MAIL_FROM_SENTENCES.wrongType(examined, "CNAME"),
      })
    : onRecord("MAIL_FROM_IS_CNAME", examined, context, {
        seen: [target],
        shownBy,
        fix: MAIL_FROM_SENTENCES.isCname(examined, target),
      });
};

/** Warns of right records that stand behind a CNAME. */
export const aliased: RecordDetector = (examined, context) => {
  const { name, purpose } = examined.record;
  const target = cnameAt(name, context);
  if (target === undefined || examined.state !== "right" || purpose !== "mail-from-mx") return undefined;
  const fix = MAIL_FROM_SENTENCES.aliased(examined, target);
  return onRecord("MAIL_FROM_ALIASED", examined, context, {
    seen: [target],
    shownBy: [{ name, type: "CNAME" }],
    fix,
  });
};

/** Finds Amazon's MX at the domain itself while it is missing where it belongs. */
export const mxAtDomain: RecordDetector = (examined, context) => {
  if (examined.state !== "missing") return undefined;
  const at = feedbackRoots(context)[0];
  if (at === undefined) return undefined;
  const { name } = examined.record;
  return onRecord("FEEDBACK_MX_AT_DOMAIN", examined, context, {
    seen: context.seen.values(at, "MX").map((value) => `${at}: ${value}`),
    shownBy: [{ name: at, type: "MX" }],
    fix: DOMAIN_SENTENCES.feedbackMx(at, name, hostIn(examined.place.zone, name)),
  });
};

/** The names of the domain itself whose incoming mail goes to Amazon's feedback host. */
export function feedbackRoots({
  subject: { domain, mailFrom },
  registrable,
  seen,
}: DiagnosisContext): readonly string[] {
  return [...new Set([domain, registrable])].filter((root) => {
    // Behind a CNAME the MX is that of another name.
    if (root === mailFrom || (seen.of(root, "MX")?.aliases.length ?? 0) > 0) return false;
    return seen.values(root, "MX").some((value) => FEEDBACK.test(exchangeOf(value)));
  });
}

/** Finds the MX entered as text. */
export const mxAsText: RecordDetector = (examined, context) => {
  const { name } = examined.record;
  const texts = context.seen
    .values(name, "TXT")
    .filter((text) => text.toLowerCase().includes("feedback-smtp."));
  if (examined.state !== "missing" || texts.length === 0) return undefined;
  return onRecord("TXT_INSTEAD_OF_MX", examined, context, {
    seen: texts,
    shownBy: [{ name, type: "TXT" }],
    fix: MAIL_FROM_SENTENCES.wrongType(examined, "TXT"),
  });
};

/** Finds out what is wrong with the MX that is there. */
export const mxDiffers: RecordDetector = (examined, context) => {
  const exchanges = examined.seen.map(exchangeOf);
  const [exchange = "", second] = exchanges;
  const say = (code: Parameters<typeof onRecord>[0], fix: string) =>
    onRecord(code, examined, context, { fix });
  if (exchanges.length === 0) return undefined;
  if (second !== undefined) {
    return exchanges.some((one) => FEEDBACK.test(one))
      ? say("MX_SEVERAL", MAIL_FROM_SENTENCES.severalMx(examined))
      : say("MAIL_FROM_TAKEN", MAIL_FROM_SENTENCES.taken(examined, exchanges));
  }
  if (exchange === "." || exchange === "") return say("MX_NULL", MAIL_FROM_SENTENCES.nullMx(examined));
  if (/^\d{1,5}(?:$|[.\s\\])/.test(exchange)) {
    return say("MX_PRIORITY_IN_VALUE", MAIL_FROM_SENTENCES.priorityInValue(examined));
  }
  const feedback = FEEDBACK.exec(exchange);
  if (feedback !== null)
    return say("MX_OTHER_REGION", MAIL_FROM_SENTENCES.otherRegion(examined, feedback[1] ?? ""));
  return OTHER_AMAZON.test(exchange)
    ? say("MX_OTHER_AMAZON_HOST", MAIL_FROM_SENTENCES.otherAmazonHost(examined))
    : undefined;
};

/** Finds the MAIL FROM name in the hands of another mail service. */
export const taken: RecordDetector = (examined, context) => {
  const exchanges = context.seen.values(examined.record.name, "MX").map(exchangeOf);
  const foreign = exchanges.filter((one) => one !== "." && !/\bamazon(?:ses|aws)\b/.test(one));
  // A wholly foreign name explains the SPF record as well as the MX.
  if (foreign.length === 0 || foreign.length < exchanges.length) return undefined;
  return onRecord("MAIL_FROM_TAKEN", examined, context, {
    fix: MAIL_FROM_SENTENCES.taken(examined, foreign),
  });
};

function cnameAt(name: string, { seen }: DiagnosisContext): string | undefined {
  return seen.values(name, "CNAME")[0] ?? seen.of(name, "MX")?.aliases[0] ?? seen.of(name, "TXT")?.aliases[0];
}
