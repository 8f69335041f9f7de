import type { CheckedRecord } from "#core/records/last-check";
import type { RequiredRecord } from "#core/records/required-records";
import type { Onboarding, RestartWay } from "./onboarding.ts";
import { withReplacedRecords } from "./replaced-records.ts";

type Ses = Onboarding["ses"];
type Known = Pick<Onboarding, "ses" | "recreation">;

/**
 * The ways to restart DKIM, in the order in which they are tried. AWS does not document which of them works;
 * the last one needs an operator's approval.
 */
const WAYS: readonly RestartWay[] = ["signing-attributes", "verify-domain", "recreate"];

/**
 * Returns SES's state with the beginning of the present period of right DKIM records; the field is removed
 * when the period ends.
 */
export function withDkimPeriod(ses: Ses, records: readonly CheckedRecord[], now: number): Ses {
  const dkim = records.filter(({ record }) => record.purpose === "dkim");
  if (dkim.every(({ state }) => state === "right")) return { dkimRightSince: now, ...ses };
  // The lack of an answer does not end the period.
  if (dkim.every(({ state }) => state === "right" || state === "unknown")) return ses;
  const { dkimRightSince: _over, ...rest } = ses;
  return rest;
}

/**
 * Returns the restart of DKIM that is due now; `undefined` unless SES has given up although the records are
 * right.
 */
export function restartDue(known: Known): RestartWay | undefined {
  const way = hasGivenUp(known.ses) ? nextWay(known) : undefined;
  return way === "recreate" && isStillOfUse(known.ses) ? undefined : way;
}

/** An identity is not deleted while it sends, or while SES still checks its MAIL FROM domain. */
function isStillOfUse({ status }: Ses): boolean {
  return status?.verification === "SUCCESS" || status?.mailFrom === "PENDING";
}

/** True if SES gave DKIM up although its records are right, and no permitted restart is left. */
export function isRestartStuck(known: Known): boolean {
  return hasGivenUp(known.ses) && nextWay(known) === undefined;
}

/** True if the identity was recreated in this period of right records. */
export function isRecreated({ restart, dkimRightSince }: Ses): boolean {
  return restart?.way === "recreate" && restart.rightSince === dkimRightSince;
}

/** True if SES gave DKIM up before its records became right; SES must be read once more before a restart. */
export function isOldFailure({ status, readAt = 0, dkimRightSince }: Ses): boolean {
  return status?.dkim === "FAILED" && dkimRightSince !== undefined && readAt < dkimRightSince;
}

/**
 * Only a status that was read after the records became right counts, because SES may have started checking
 * again since an older one.
 */
function hasGivenUp({ status, readAt = 0, dkimRightSince }: Ses): boolean {
  return status?.dkim === "FAILED" && dkimRightSince !== undefined && readAt >= dkimRightSince;
}

function nextWay({ ses, recreation }: Known): RestartWay | undefined {
  const tried = lastTried(ses);
  const next = WAYS[tried === undefined ? 0 : WAYS.indexOf(tried) + 1];
  const isApproved = recreation !== undefined && recreation.rightSince === ses.dkimRightSince;
  return next === "recreate" && !isApproved ? undefined : next;
}

/** Restarts are counted separately for each period of right records. */
function lastTried({ restart, dkimRightSince }: Ses): RestartWay | undefined {
  return restart?.rightSince === dkimRightSince ? restart?.way : undefined;
}

/** Returns SES's present tokens if they differ from those in the issued records. */
export function renewedTokens({ dkim }: Onboarding, { status }: Ses): readonly string[] | undefined {
  const tokens = status?.tokens;
  if (dkim === undefined || tokens === undefined || tokens.length < 3) return undefined;
  return tokens.every((token) => dkim.tokens.includes(token)) ? undefined : tokens;
}

/** Replaces the three DKIM records with those of new tokens. */
export function withTokens(current: Onboarding, tokens: readonly string[]): Partial<Onboarding> {
  const { dkim, identity, records, recordsVersion } = current;
  if (dkim === undefined) return {};
  const { signingHostedZone } = dkim;
  const fresh = tokens.values();
  return {
    dkim: { tokens: [...tokens], signingHostedZone },
    records: records.map((record): RequiredRecord => {
      if (record.purpose !== "dkim") return record;
      const token = fresh.next().value ?? "";
      return { ...record, name: `${token}._domainkey.${identity}`, value: `${token}.${signingHostedZone}` };
    }),
    recordsVersion: recordsVersion + 1,
    replacedRecords: withReplacedRecords(current, "dkim"),
  };
}
