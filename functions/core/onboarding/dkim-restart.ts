import type { CheckedRecord } from "#core/records/last-check";
import type { RequiredRecord } from "#core/records/required-records";
import { type Onboarding, type RestartWay, withReplacedRecords } from "./onboarding.ts";

type Ses = Onboarding["ses"];
type Known = Pick<Onboarding, "ses" | "recreation">;

/** AWS does not document which of them works, so each is tried once; an operator has to approve the last one. */
const WAYS: readonly RestartWay[] = ["signing-attributes", "verify-domain", "recreate"];

/** Updates the period in which the DKIM records are right: its beginning, or its end. */
export function isInCurrentPeriod(ses: Ses, records: readonly CheckedRecord[], now: number): Ses {
  const dkim = records.filter(({ record }) => record.purpose === "dkim");
  if (dkim.every(({ state }) => state === "right")) return { dkimRightSince: now, ...ses };
  // A missing answer does not end the period.
  if (dkim.every(({ state }) => state === "right" || state === "unknown")) return ses;
  const { dkimRightSince: _over, ...rest } = ses;
  return rest;
}

/** The restart of DKIM that is due now; `undefined` unless SES gave up and the records are right. */
export function restartDue(known: Known): RestartWay | undefined {
  const way = hasGivenUp(known.ses) ? nextWay(known) : undefined;
  return way === "recreate" && isStillOfUse(known.ses) ? undefined : way;
}

/** An identity that sends, or whose MAIL FROM SES still checks, is not deleted. */
function isStillOfUse({ status }: Ses): boolean {
  return status?.verification === "SUCCESS" || status?.mailFrom === "PENDING";
}

/** True if SES gave DKIM up although its records are right, and every allowed restart was tried in vain. */
export function isRestartStuck(known: Known): boolean {
  return hasGivenUp(known.ses) && nextWay(known) === undefined;
}

/** True if the identity was made again in this period. */
export function isRecreated({ restart, dkimRightSince }: Ses): boolean {
  return restart?.way === "recreate" && restart.rightSince === dkimRightSince;
}

/** True if SES gave DKIM up before its records became right: one more read says whether a restart is due. */
export function isOldFailure({ status, readAt = 0, dkimRightSince }: Ses): boolean {
  return status?.dkim === "FAILED" && dkimRightSince !== undefined && readAt < dkimRightSince;
}

/** Only a status read since the records became right counts: SES may have restarted its clock after an older one. */
function hasGivenUp({ status, readAt = 0, dkimRightSince }: Ses): boolean {
  return status?.dkim === "FAILED" && dkimRightSince !== undefined && readAt >= dkimRightSince;
}

function nextWay({ ses, recreation }: Known): RestartWay | undefined {
  const tried = lastTried(ses);
  const next = WAYS[tried === undefined ? 0 : WAYS.indexOf(tried) + 1];
  const isApproved = recreation !== undefined && recreation.rightSince === ses.dkimRightSince;
  return next === "recreate" && !isApproved ? undefined : next;
}

/** Each period of right records has its own restarts. */
function lastTried({ restart, dkimRightSince }: Ses): RestartWay | undefined {
  return restart?.rightSince === dkimRightSince ? restart?.way : undefined;
}

/** The tokens that SES has now, if they differ from those whose records were issued. */
export function renewedTokens({ dkim }: Onboarding, { status }: Ses): readonly string[] | undefined {
  const tokens = status?.tokens;
  if (dkim === undefined || tokens === undefined || tokens.length < 3) return undefined;
  return tokens.every((token) => dkim.tokens.includes(token)) ? undefined : tokens;
}

/** Replaces the three DKIM records by those of new tokens. */
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
