import type { Onboarding } from "#core/onboarding/onboarding";
import { requiredRecords } from "#core/records/required-records";

const AT = Date.UTC(2026, 10, 23, 9);
const HOUR_MS = 3_600_000;

const identity = "oxfordstones.example";
const mailFrom = "email.oxfordstones.example";
const records = requiredRecords({
  identity,
  mailFrom,
  dkimTokens: ["a", "b", "c"].map((letter) => letter.repeat(32)),
  signingHostedZone: "dkim.amazonses.com",
  region: "eu-west-1",
});

/** An onboarding with two right records, two missing ones and a wrong one that a finding explains. */
export const EXAMPLE: Onboarding = {
  onboardingId: "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X",
  version: 9,
  status: "confirmed",
  attempt: 1,
  source: "generic",
  ticket: "T-1041",
  project: "oxford-stones",
  owner: "oxford",
  requester: "dns@oxfordstones.example",
  fromAddresses: ["news@oxfordstones.example"],
  identity,
  mailFrom,
  createdAt: AT,
  expiresAt: AT + 45 * 24 * HOUR_MS,
  linkVersion: 1,
  records,
  recordsVersion: 1,
  notifiedRecordsVersion: 1,
  signals: { count: 1, seen: 1, confirmedAt: AT },
  ses: { reads: 0 },
  schedule: { awaited: "confirmed", tries: 2, nextCheckAt: AT + HOUR_MS },
  lastCheck: {
    at: AT,
    queries: 40,
    records: records.map((record, index) => ({
      record,
      state: (["right", "right", "missing", "wrong", "missing"] as const)[index] ?? "missing",
      seen: index === 3 ? ["10 mx.elsewhere.example"] : [],
      propagation: index < 2 ? "everywhere" : "not-at-name-servers",
      unanswered: [],
    })),
    findings: [
      {
        code: "MX_FOREIGN",
        severity: "blocking",
        record: { purpose: "mail-from-mx", name: mailFrom, type: "MX" },
        seen: ["10 mx.elsewhere.example"],
        expected: ["feedback-smtp.eu-west-1.amazonses.com"],
        records: [],
        actor: "dns-administrator",
        edits: [],
        cause: { key: "finding.mail-from-taken", values: { name: mailFrom, by: ["mx.elsewhere.example"] } },
        details: [],
        notes: [],
        evidence: [],
      },
    ],
  },
};

/** A request for the page. It has no signature, because the bench only renders the page. */
export const REQUEST = {
  routeKey: "GET /setup/{token}",
  parameters: { token: "TOKEN" },
  query: {},
  headers: {},
  body: "",
  domainName: "setup.example",
  now: AT,
};
