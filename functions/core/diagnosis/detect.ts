import {
  answeredByAddress,
  enteredAsOtherType,
  flattened,
  indirect,
  keyPasted,
  otherKey,
} from "./detectors/dkim.ts";
import { dmarcFindings } from "./detectors/dmarc.ts";
import {
  brokenSignatures,
  type DomainDetector,
  damagedSince,
  domainCannotBeUsed,
  feedbackMxAtDomain,
  freeMailDomain,
  fromOutside,
  mailFromOutside,
  parked,
  rootLookUps,
  severalSpfAtDomain,
} from "./detectors/domain.ts";
import { aliased, isCname, mxAsText, mxAtDomain, mxDiffers, taken } from "./detectors/mail-from.ts";
import {
  atWrongName,
  byWildcard,
  duplicated,
  inZoneOfItsOwn,
  missing,
  serversDisagree,
  vanished,
} from "./detectors/names.ts";
import { cached } from "./detectors/propagation.ts";
import { failingServers, nobodyAnswered } from "./detectors/servers.ts";
import { notRecognised, severalSpf, spfAtDomain, spfDiffers, spfWarnings } from "./detectors/spf.ts";
import { targetDiffers, valueWrong } from "./detectors/values.ts";
import type { FindingCode } from "./model/catalogue.ts";
import type { RecordDetector } from "./model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "./model/diagnosis-context.ts";
import type { Finding } from "./model/finding.ts";
import type { ExpectedRecord } from "./model/subject.ts";

/** What explains a record that is not right, the cause before the symptom: the first that finds something is heard. */
const CAUSES: Readonly<Record<ExpectedRecord["purpose"], readonly RecordDetector[]>> = {
  ownership: [serversDisagree, byWildcard, atWrongName, inZoneOfItsOwn, vanished, missing, valueWrong],
  dkim: [
    serversDisagree,
    byWildcard,
    enteredAsOtherType,
    keyPasted,
    answeredByAddress,
    atWrongName,
    duplicated,
    indirect,
    otherKey,
    targetDiffers,
    inZoneOfItsOwn,
    vanished,
    missing,
    valueWrong,
  ],
  "mail-from-mx": [
    serversDisagree,
    byWildcard,
    isCname,
    mxAsText,
    mxAtDomain,
    atWrongName,
    targetDiffers,
    mxDiffers,
    taken,
    inZoneOfItsOwn,
    vanished,
    missing,
    valueWrong,
  ],
  "mail-from-spf": [
    serversDisagree,
    byWildcard,
    isCname,
    severalSpf,
    taken,
    atWrongName,
    notRecognised,
    spfAtDomain,
    spfDiffers,
    inZoneOfItsOwn,
    vanished,
    missing,
    valueWrong,
  ],
  other: [
    serversDisagree,
    byWildcard,
    enteredAsOtherType,
    answeredByAddress,
    atWrongName,
    severalSpf,
    duplicated,
    targetDiffers,
    inZoneOfItsOwn,
    vanished,
    missing,
    valueWrong,
  ],
};

const ALWAYS: readonly DomainDetector[] = [
  freeMailDomain,
  feedbackMxAtDomain,
  damagedSince,
  brokenSignatures,
  mailFromOutside,
  fromOutside,
  severalSpfAtDomain,
  rootLookUps,
  parked,
  failingServers,
  nobodyAnswered,
  dmarcFindings,
];

/** All findings of a context. Where no record can be right whatever is added, that alone is said. */
export function detect(context: DiagnosisContext): readonly Finding[] {
  const hopelessly = domainCannotBeUsed(context);
  if (hopelessly.length > 0) return hopelessly;
  const records = context.examined.flatMap((examined) => onOne(examined, context));
  const told = new Set<FindingCode>(records.map(({ code }) => code));
  const domain = ALWAYS.flatMap((detector) => detector(context)).filter(
    ({ code }) => code !== "FEEDBACK_MX_AT_DOMAIN" || !told.has(code),
  );
  return [...domain, ...records];
}

function onOne(examined: ExaminedRecord, context: DiagnosisContext): readonly Finding[] {
  if (examined.state === "unknown") return [];
  if (examined.state === "right") {
    return [
      ...[aliased, flattened, cached].flatMap((detector) => detector(examined, context) ?? []),
      ...spfWarnings(examined, context),
    ];
  }
  for (const detector of CAUSES[examined.record.purpose]) {
    const found = detector(examined, context);
    if (found !== undefined) return [found];
  }
  return [];
}
