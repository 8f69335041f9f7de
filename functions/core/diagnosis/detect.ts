import type { Edit } from "#core/records/correction";
import { damagedSince } from "./detectors/damage.ts";
import { listsDiffer } from "./detectors/delegation.ts";
import {
  answeredByAddress,
  enteredAsOtherType,
  flattened,
  indirect,
  keyPasted,
  otherKey,
  provenToExist,
} from "./detectors/dkim.ts";
import { dmarcFindings } from "./detectors/dmarc.ts";
import {
  brokenSignatures,
  type DomainDetector,
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
  belowDname,
  byWildcard,
  duplicated,
  inZoneOfItsOwn,
  missing,
  vanished,
} from "./detectors/names.ts";
import {
  cnameInTheWay,
  partlyThere,
  severalKeys,
  spfLacksTerms,
  textDiffers,
} from "./detectors/other-records.ts";
import { cached } from "./detectors/propagation.ts";
import { serversDisagree, twoDnsHosts } from "./detectors/server-differences.ts";
import { failingServers } from "./detectors/servers.ts";
import { unseenBySes } from "./detectors/ses.ts";
import {
  notRecognised,
  severalSpf,
  spfAsOldType,
  spfAtDomain,
  spfDiffers,
  spfWarnings,
} from "./detectors/spf.ts";
import { unansweredZones } from "./detectors/unanswered-zones.ts";
import { targetDiffers, valueWrong } from "./detectors/values.ts";
import type { RecordDetector } from "./model/detector.ts";
import type { DiagnosisContext, ExaminedRecord } from "./model/diagnosis-context.ts";
import type { ConcernedRecord, Finding } from "./model/finding.ts";
import type { ExpectedRecord } from "./model/subject.ts";

/**
 * The detectors for a record that is not right. Causes come before symptoms, because the first finding
 * explains the record.
 */
const DETECTORS: Readonly<Record<ExpectedRecord["purpose"], readonly RecordDetector[]>> = {
  ownership: [
    serversDisagree,
    byWildcard,
    belowDname,
    atWrongName,
    inZoneOfItsOwn,
    vanished,
    missing,
    valueWrong,
  ],
  dkim: [
    serversDisagree,
    byWildcard,
    belowDname,
    enteredAsOtherType,
    keyPasted,
    answeredByAddress,
    provenToExist,
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
    belowDname,
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
    belowDname,
    isCname,
    spfAsOldType,
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
    belowDname,
    cnameInTheWay,
    enteredAsOtherType,
    keyPasted,
    answeredByAddress,
    provenToExist,
    severalKeys,
    spfAsOldType,
    textDiffers,
    atWrongName,
    severalSpf,
    spfLacksTerms,
    partlyThere,
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
  unseenBySes,
  mailFromOutside,
  fromOutside,
  severalSpfAtDomain,
  rootLookUps,
  parked,
  failingServers,
  twoDnsHosts,
  listsDiffer,
  unansweredZones,
  dmarcFindings,
];

/**
 * Returns all findings of a diagnosis, each cause once. If no record of the domain can be right, only the
 * findings that say so are returned.
 */
export function detect(context: DiagnosisContext): readonly Finding[] {
  const unusable = domainCannotBeUsed(context);
  if (unusable.length > 0) return unusable;
  const domain = ALWAYS.flatMap((detector) => detector(context));
  const explained = domain.flatMap(({ records }) => records);
  const left = context.examined.filter(
    ({ record }) => !explained.some(({ name, type }) => name === record.name && type === record.type),
  );
  const records = left.flatMap((examined) => onOne(examined, context));
  return [
    ...domain.filter((one) => !isReportedWithRecords(one, records)),
    ...withoutParts(eachCauseOnce(records)),
  ];
}

/**
 * True if a finding about a record already says the same as this one about the domain: both remove the same
 * MX.
 */
function isReportedWithRecords({ code, edits: [first] }: Finding, records: readonly Finding[]): boolean {
  return records.some((one) => one.code === code && one.edits[0]?.name === first?.name);
}

/** If one correction contains another, only the larger finding remains, and lists the records of both. */
function withoutParts(findings: readonly Finding[]): readonly Finding[] {
  const wholeOf = (part: Finding) =>
    findings
      .filter((whole) => isPartOf(part, whole))
      .toSorted((one, other) => other.edits.length - one.edits.length)[0];
  const parts = findings.filter((one) => wholeOf(one) !== undefined);
  return findings
    .filter((one) => !parts.includes(one))
    .map((whole) => {
      const own = parts.filter((part) => wholeOf(part) === whole);
      const all = [whole, ...own].flatMap(({ records }) => records);
      const once = new Map(all.map((one) => [`${one.purpose} ${one.type} ${one.name}`, one]));
      return { ...whole, records: [...once.values()] };
    });
}

function isPartOf(one: Finding, other: Finding): boolean {
  const explains = ({ name, type }: ConcernedRecord) =>
    other.edits.some((edit) => edit.action === "add" && edit.name === name && edit.type === type);
  return (
    one !== other &&
    one.records.length > 0 &&
    one.edits.length < other.edits.length &&
    one.records.every(explains) &&
    one.edits.every((edit) => other.edits.some((its) => isSameChange(edit, its)))
  );
}

function isSameChange(one: Edit, other: Edit): boolean {
  return (["action", "type", "name", "value"] as const).every((field) => one[field] === other[field]);
}

/** Merges findings of several records with the same cause and correction into one that lists the records. */
function eachCauseOnce(findings: readonly Finding[]): readonly Finding[] {
  const byCause = Map.groupBy(findings, ({ code, cause, edits, notes }) =>
    JSON.stringify({ code, cause, edits, notes }),
  );
  return [...byCause.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return [{ ...first, records: [first, ...others].flatMap(({ records }) => records) }];
  });
}

/** Examines one record; only a record that is not right has a cause to find. */
function onOne(examined: ExaminedRecord, context: DiagnosisContext): readonly Finding[] {
  if (examined.state === "unknown") return [];
  if (examined.state === "right") {
    return [
      ...[aliased, flattened, cached].flatMap((detector) => detector(examined, context) ?? []),
      ...spfWarnings(examined, context),
    ];
  }
  for (const detector of DETECTORS[examined.record.purpose]) {
    const found = detector(examined, context);
    if (found !== undefined) return [found];
  }
  return [];
}
