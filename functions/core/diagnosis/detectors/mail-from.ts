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
export const isCname: RecordDetector = (looked, scene) => {
  const { name, purpose } = looked.record;
  const target = cnameAt(name, scene);
  if (target === undefined || looked.state === "right") return undefined;
  const shownBy = [{ name, type: "CNAME" as const }];
  return purpose === "mail-from-mx" && FEEDBACK.test(target)
    ? onRecord("CNAME_INSTEAD_OF_MX", looked, scene, {
        seen: [target],
        shownBy,
        fix: MAIL_FROM_SENTENCES.wrongType(looked, "CNAME"),
      })
    : onRecord("MAIL_FROM_IS_CNAME", looked, scene, {
        seen: [target],
        shownBy,
        fix: MAIL_FROM_SENTENCES.isCname(looked, target),
      });
};

/** Warns of right records that stand behind a CNAME. */
export const aliased: RecordDetector = (looked, scene) => {
  const { name, purpose } = looked.record;
  const target = cnameAt(name, scene);
  if (target === undefined || looked.state !== "right" || purpose !== "mail-from-mx") return undefined;
  const fix = MAIL_FROM_SENTENCES.aliased(looked, target);
  return onRecord("MAIL_FROM_ALIASED", looked, scene, {
    seen: [target],
    shownBy: [{ name, type: "CNAME" }],
    fix,
  });
};

/** Finds Amazon's MX at the domain itself while it is missing where it belongs. */
export const mxAtDomain: RecordDetector = (looked, scene) => {
  if (looked.state !== "missing") return undefined;
  const at = feedbackRoots(scene)[0];
  if (at === undefined) return undefined;
  const { name } = looked.record;
  return onRecord("FEEDBACK_MX_AT_DOMAIN", looked, scene, {
    seen: scene.seen.values(at, "MX").map((value) => `${at}: ${value}`),
    shownBy: [{ name: at, type: "MX" }],
    fix: DOMAIN_SENTENCES.feedbackMx(at, name, hostIn(looked.place.zone, name)),
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
export const mxAsText: RecordDetector = (looked, scene) => {
  const { name } = looked.record;
  const texts = scene.seen
    .values(name, "TXT")
    .filter((text) => text.toLowerCase().includes("feedback-smtp."));
  if (looked.state !== "missing" || texts.length === 0) return undefined;
  return onRecord("TXT_INSTEAD_OF_MX", looked, scene, {
    seen: texts,
    shownBy: [{ name, type: "TXT" }],
    fix: MAIL_FROM_SENTENCES.wrongType(looked, "TXT"),
  });
};

/** Finds out what is wrong with the MX that is there. */
export const mxDiffers: RecordDetector = (looked, scene) => {
  const exchanges = looked.seen.map(exchangeOf);
  const [exchange = "", second] = exchanges;
  const say = (code: Parameters<typeof onRecord>[0], fix: string) => onRecord(code, looked, scene, { fix });
  if (exchanges.length === 0) return undefined;
  if (second !== undefined) {
    return exchanges.some((one) => FEEDBACK.test(one))
      ? say("MX_SEVERAL", MAIL_FROM_SENTENCES.severalMx(looked))
      : say("MAIL_FROM_TAKEN", MAIL_FROM_SENTENCES.taken(looked, exchanges));
  }
  if (exchange === "." || exchange === "") return say("MX_NULL", MAIL_FROM_SENTENCES.nullMx(looked));
  if (/^\d{1,5}(?:$|[.\s\\])/.test(exchange)) {
    return say("MX_PRIORITY_IN_VALUE", MAIL_FROM_SENTENCES.priorityInValue(looked));
  }
  const feedback = FEEDBACK.exec(exchange);
  if (feedback !== null)
    return say("MX_OTHER_REGION", MAIL_FROM_SENTENCES.otherRegion(looked, feedback[1] ?? ""));
  return OTHER_AMAZON.test(exchange)
    ? say("MX_OTHER_AMAZON_HOST", MAIL_FROM_SENTENCES.otherAmazonHost(looked))
    : undefined;
};

/** Finds the MAIL FROM name in the hands of another mail service. */
export const taken: RecordDetector = (looked, scene) => {
  const exchanges = scene.seen.values(looked.record.name, "MX").map(exchangeOf);
  const foreign = exchanges.filter((one) => one !== "." && !/\bamazon(?:ses|aws)\b/.test(one));
  // A wholly foreign name explains the SPF record as well as the MX.
  if (foreign.length === 0 || foreign.length < exchanges.length) return undefined;
  return onRecord("MAIL_FROM_TAKEN", looked, scene, { fix: MAIL_FROM_SENTENCES.taken(looked, foreign) });
};

function cnameAt(name: string, { seen }: DiagnosisContext): string | undefined {
  return seen.values(name, "CNAME")[0] ?? seen.of(name, "MX")?.aliases[0] ?? seen.of(name, "TXT")?.aliases[0];
}
