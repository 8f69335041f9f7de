import type { Onboarding } from "#core/onboarding/onboarding";
import type { ProjectEntry } from "#core/projects/project";
import { takenAddress } from "../support/from-address-fixture.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The Monday morning on which the console is opened. */
export const MONDAY = BEGUN_AT + 14 * DAY;

/** Text of strangers that tries to act as markup, script or formula. */
export const HOSTILE = "</script><script>alert(1)</script>\u202E=cmd|' /C calc'!A0";

const right = { state: "right", propagation: "everywhere" } as const;

function checked(value: string, code = "HOST_DOUBLED"): Partial<Onboarding> {
  const [record] = RECORDS;
  if (record === undefined) throw new Error("There is a record");
  const { purpose, name, type } = record;
  const finding = {
    ...{
      code,
      severity: "blocking" as const,
      record: { purpose, name, type },
      seen: [HOSTILE],
      expected: [],
    },
    cause: { key: "finding.value-wrong" as const, values: { type, name: value } },
    ...{ records: [], details: [], notes: [], evidence: [], edits: [] },
    actor: "dns-administrator" as const,
  };
  const records = RECORDS.map((one, index) =>
    seen(one, index === 0 ? { state: "wrong", seen: [HOSTILE] } : right),
  );
  return { lastCheck: { at: MONDAY - HOUR, queries: 12, records, findings: [finding] } };
}

const inSes = RECORDS.map((one) => seen(one, right));

/** Twenty onboardings with all kinds of problems, and some without. */
const KINDS: ReadonlyArray<Partial<Onboarding>> = [
  {
    status: "held",
    requester: "stranger@mail.example",
    held: { for: "requester", since: MONDAY - 3 * HOUR },
  },
  { status: "held", requester: HOSTILE, held: { for: "requester", since: MONDAY - 30 * HOUR } },
  {
    status: "failed",
    failedFrom: "confirmed",
    failedAt: MONDAY - 5 * HOUR,
    closedBecause: "States.TaskFailed",
  },
  {
    status: "ready",
    incident: {
      since: MONDAY - 20 * HOUR,
      ses: [{ subject: "dkim", givesUpAt: MONDAY + 52 * HOUR }],
      records: [{ name: "a._domainkey.oxfordstones.example", type: "CNAME" }],
    },
  },
  {
    status: "records_issued",
    incident: {
      ...{ since: MONDAY - 90 * HOUR, lostAt: MONDAY - 80 * HOUR, records: [] },
      ses: [{ subject: "mail-from", givesUpAt: MONDAY - 18 * HOUR }],
    },
  },
  {
    ownership: { token: "secret-challenge", because: "contested", requestedAt: MONDAY - 40 * HOUR },
    inactivity: { since: MONDAY - 40 * HOUR },
  },
  checked("kwx6l3ywzdpgaxdqrpf6ibghn3egbqxi._domainkey.customer-07.example"),
  checked(HOSTILE),
  { status: "confirmed", ...checked("email.customer-09.example", "SPF_TWICE") },
  {
    status: "confirmed",
    lastCheck: { at: MONDAY - 30 * HOUR, rightSince: MONDAY - 30 * HOUR, queries: 9, records: inSes },
  },
  { mutedAt: MONDAY - 2 * DAY },
  { status: "ready" },
  { status: "cancelled", closedBecause: "identity-taken" },
  { status: "expired" },
  { status: "cancelled", closedBecause: "cancelled" },
];

/** Abandoned notices, by the number of their onboarding. */
export const GIVEN_UP: Readonly<Record<number, { recipient: "customer" | "ticket"; errorName: string }>> = {
  11: { recipient: "ticket", errorName: "HelpDeskAccessError" },
  13: { recipient: "customer", errorName: "MessageRejected" },
};

/** The onboardings of that Monday, each with its own project and domain. */
export const ONBOARDINGS: readonly Onboarding[] = Array.from({ length: 20 }, (_, index) => {
  const name = `customer-${String(index + 1).padStart(2, "0")}`;
  return onboardingOf({
    onboardingId: `onb_01KAQ5ZXN8M2WQ3R4S5T6V${String(index).padStart(4, "0")}`,
    project: name,
    owner: name,
    ticket: String(4700 + index),
    identity: `${name}.example`,
    mailFrom: `email.${name}.example`,
    createdAt: MONDAY - (index % 14) * DAY - HOUR,
    ...KINDS[index % KINDS.length],
  });
});

/** The notice that the customer of one of them received, with the customer's own text in it. */
export const NOTICE = {
  onboardingId: ONBOARDINGS[6]?.onboardingId ?? "",
  noticeId: `${ONBOARDINGS[6]?.onboardingId}/records_issued/1 2/customer`,
  recipient: "customer" as const,
  words: { subject: "DNS records", text: `Dear customer,\n\nyou said: ${HOSTILE}` },
};

/** The path of its page in the console. */
export const NOTICE_PAGE = `/onboardings/${NOTICE.onboardingId}/notices/records_issued/1%202/customer`;

const onboardingId = ONBOARDINGS[12]?.onboardingId ?? "";

/** Two projects of one owner; the second is paused. */
export const PROJECTS: readonly ProjectEntry[] = [
  {
    project: "customer-13",
    owner: "customer-13",
    requesters: ["dns@customer-13.example"],
    domains: [
      {
        ...{ identity: "customer-13.example", mailFrom: "email.customer-13.example", onboardingId },
        ...{ configurationSet: "letters", tenant: "stones" },
      },
    ],
    fromAddresses: [
      takenAddress("news@customer-13.example", { isDefault: true, displayName: "News" }),
      takenAddress("shop@elsewhere.example"),
    ],
  },
  {
    project: "stones/shop",
    owner: "customer-13",
    domains: [{ identity: "shop.example", onboardingId, configurationSet: "campaigns", tenant: "shops" }],
    paused: { at: MONDAY - DAY, by: "operator:arn:aws:iam::1:user/ada", because: HOSTILE },
  },
];
