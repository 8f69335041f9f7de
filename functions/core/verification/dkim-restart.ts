import { type Onboarding, type RestartWay, withReplacedRecords } from "#core/onboarding/onboarding";
import type { CheckedRecord } from "#core/records/last-check";
import type { RequiredRecord } from "#core/records/required-records";

type Ses = Onboarding["ses"];
type Known = Pick<Onboarding, "ses" | "recreation">;

/** AWS documents none as the one that works, so each is tried once; the last one needs an operator's word. */
const WAYS: readonly RestartWay[] = ["signing-attributes", "verify-domain", "recreate"];

/** What is known of SES, with the beginning or the end of a period in which the DKIM records are right. */
export function isInCurrentPeriod(ses: Ses, records: readonly CheckedRecord[], now: number): Ses {
  const dkim = records.filter(({ record }) => record.purpose === "dkim");
  if (dkim.every(({ state }) => state === "right")) return { dkimRightSince: now, ...ses };
  // Silence ends nothing: it may be over before anybody noticed.
  if (dkim.every(({ state }) => state === "right" || state === "unknown")) return ses;
  const { dkimRightSince: _over, ...rest } = ses;
  return rest;
}

/** The way that DKIM is to be begun anew now; none unless SES gave it up and its records are right. */
export function restartDue(known: Known): RestartWay | undefined {
  const way = hasGivenUp(known.ses) ? nextWay(known) : undefined;
  return way === "recreate" && isOfUse(known.ses) ? undefined : way;
}

/** What still sends, or is still looked for, is not deleted. */
function isOfUse({ status }: Ses): boolean {
  return status?.verification === "SUCCESS" || status?.mailFrom === "PENDING";
}

/** True when SES gave DKIM up although its records are right, and every way to begin anew was tried in vain. */
export function isRestartStuck(known: Known): boolean {
  return hasGivenUp(known.ses) && nextWay(known) === undefined;
}

/** True when the last way was tried in this period, too. */
export function isRecreated({ restart, dkimRightSince }: Ses): boolean {
  return restart?.way === "recreate" && restart.rightSince === dkimRightSince;
}

/** Only what SES said since the records became right counts: an older word may be outdated by a clock that runs again. */
function hasGivenUp({ status, readAt = 0, dkimRightSince }: Ses): boolean {
  return status?.dkim === "FAILED" && dkimRightSince !== undefined && readAt >= dkimRightSince;
}

function nextWay({ ses, recreation }: Known): RestartWay | undefined {
  const tried = triedNow(ses);
  const next = WAYS[tried === undefined ? 0 : WAYS.indexOf(tried) + 1];
  const isApproved = recreation !== undefined && recreation.rightSince === ses.dkimRightSince;
  return next === "recreate" && !isApproved ? undefined : next;
}

/** Each spell of right DNS has its own restarts. */
function triedNow({ restart, dkimRightSince }: Ses): RestartWay | undefined {
  return restart?.rightSince === dkimRightSince ? restart?.way : undefined;
}

/** The tokens that SES now has, if they are not those whose records were issued. */
export function renewedTokens({ dkim }: Onboarding, { status }: Ses): readonly string[] | undefined {
  const tokens = status?.tokens;
  if (dkim === undefined || tokens === undefined || tokens.length < 3) return undefined;
  return tokens.every((token) => dkim.tokens.includes(token)) ? undefined : tokens;
}

/** What becomes of an onboarding when SES has other tokens: three records are new, and the customer is told which. */
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
