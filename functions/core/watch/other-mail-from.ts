import * as z from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import type { Put, Table } from "#core/table";
import type { MailFromStatus } from "./identity-watch.ts";
import type { WatchedDomain } from "./watched-domain.ts";

/** The stored list of onboardings whose identity has another MAIL FROM domain in SES; it saves a search. */
const listItem = z.object({ version: z.number().int(), onboardingIds: z.array(z.string()) });

const KEY = { pk: "watch-mail-from", sk: "list" };

/** The list is cut here: more entries would not help a person. */
const MOST_LISTED = 50;

/** Onboardings whose identity may have another MAIL FROM domain in SES. */
export interface OtherMailFroms {
  readonly onboardingIds: readonly string[];
  replaceWith(onboardingIds: readonly string[]): Put;
}

/** Reads which onboardings were last seen with another MAIL FROM domain. */
export async function readOtherMailFroms(table: Pick<Table, "get">): Promise<OtherMailFroms> {
  const item = await table.get(KEY);
  const { version, onboardingIds } = item === undefined ? { onboardingIds: [] } : listItem.parse(item);
  return {
    onboardingIds,
    replaceWith: (ids) => ({
      item: { ...KEY, version: (version ?? 0) + 1, onboardingIds: ids.slice(-MOST_LISTED) },
      expectedVersion: version,
    }),
  };
}

/**
 * True if SES has another MAIL FROM domain than the one whose MX is watched. A domain that is ready without a
 * MAIL FROM domain has no such MX.
 */
export function isOtherMailFrom(
  { records }: Pick<WatchedDomain, "records">,
  mailFrom: Pick<MailFromStatus, "domain"> | undefined,
): boolean {
  const mx = records.find(({ type }) => type === "MX");
  return mx !== undefined && mx.name !== mailFrom?.domain;
}

/** True if SES last had another MAIL FROM domain than the project's. */
export function hasOtherMailFrom({ status, mailFrom, withoutMailFrom, ses }: Onboarding): boolean {
  return status === "ready" && withoutMailFrom === undefined && ses.status?.mailFromDomain !== mailFrom;
}

/** True if SES has another MAIL FROM domain than when it was last recorded for a ready onboarding. */
export function isNewMailFrom(
  { status, ses, withoutMailFrom }: Onboarding,
  seen: Pick<MailFromStatus, "domain"> | undefined,
): boolean {
  const isRecorded = status === "ready" && ses.status !== undefined && withoutMailFrom === undefined;
  return isRecorded && ses.status?.mailFromDomain !== seen?.domain;
}

/**
 * Returns the change when SES starts to have another MAIL FROM domain than the project, or has the project's
 * again. Operations are notified of the former.
 */
export function afterMailFromSeen(
  current: Onboarding,
  seen: MailFromStatus | undefined,
  now: number,
  listed: OtherMailFroms,
): Change | undefined {
  const { ses, onboardingId } = current;
  if (ses.status === undefined || !isNewMailFrom(current, seen)) return undefined;
  const { mailFromDomain: _domain, mailFrom: _status, ...others } = ses.status;
  const known =
    seen === undefined ? others : { ...others, mailFromDomain: seen.domain, mailFrom: seen.status };
  const next = { ...current, ses: { ...ses, status: known } };
  const rest = listed.onboardingIds.filter((id) => id !== onboardingId);
  const set = { ses: next.ses };
  if (!hasOtherMailFrom(next)) return { set, also: [listed.replaceWith(rest)] };
  return {
    set,
    event: { type: "mail_from_differs", at: now, by: "sendworthy", idempotencyKey: String(now) },
    also: [listed.replaceWith([...rest, onboardingId])],
  };
}
