import { challengeRecord } from "#core/onboarding/challenge";
import type { Onboarding } from "#core/onboarding/onboarding";
import { advisedRecordOf } from "#core/records/advised-record";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

type Look = Partial<CheckedRecord>;

const right: Look = { state: "right", propagation: "everywhere" };
const spreading: Look = {
  state: "right",
  propagation: "cached-elsewhere",
  cachedUntil: BEGUN_AT + 40 * 60_000,
};
const missing: Look = {};
const ALL_RIGHT = [right, right, right, right, right];
const [first, , , mx, spf] = RECORDS;
const confirmed = {
  status: "confirmed",
  signals: { count: 1, seen: 1, confirmedAt: BEGUN_AT },
  schedule: { awaited: "confirmed", tries: 3, nextCheckAt: BEGUN_AT + 5 * 60_000 },
} as const;

function lookAt(states: readonly Look[], findings: readonly StoredFinding[] = []): Partial<Onboarding> {
  const records = RECORDS.map((record, index) => seen(record, states[index]));
  return { lastCheck: { at: BEGUN_AT, queries: 12, records, findings: [...findings] } };
}

const proof = { token: "0a1b2c3d".repeat(5), because: "contested", requestedAt: BEGUN_AT } as const;
const challenge = challengeRecord("oxfordstones.example", proof.token);

const NOTHING_THERE = {
  ...{ at: BEGUN_AT, mx: [], spf: [], nameServers: [] },
  ...{ providers: [], senders: [], receiveNoMail: [] },
};

const atRoute53 = {
  at: BEGUN_AT,
  discoveredAt: BEGUN_AT,
  way: "route-53",
  provider: "Amazon Route 53",
} as const;

/** The place of a record as a check stores it. */
const place = {
  zone: "oxfordstones.example",
  host: "email",
  nameServers: ["ana.ns.cloudflare.com", "bob.ns.cloudflare.com"],
};

/** A name in the form that most DNS panels expect. */
function hostOf(name: string): string {
  return name.replace(".oxfordstones.example", "");
}

/** Makes a cause with a name that strangers chose. */
const about = (name: string) => ({ key: "finding.value-wrong", values: { type: "MX", name } });

/** Makes a finding as a check stores it, for a record or for the domain. */
function finding(said: Partial<StoredFinding> & Pick<StoredFinding, "code" | "cause">): StoredFinding {
  const name = said.record?.name ?? "oxfordstones.example";
  const type = said.record?.type ?? "MX";
  return {
    severity: "blocking",
    record: null,
    records: said.record ? [said.record] : [],
    actor: "dns-administrator",
    edits: (said.expected ?? []).map((value) => ({
      ...{ action: "replace", type, name, zone: "oxfordstones.example", hostInZone: "email", value },
      because: "required",
    })),
    details: [],
    notes: [],
    seen: [],
    expected: [],
    evidence: [
      {
        ...{ name, type, server: "ns1.oxfordstones.example", address: "192.0.2.1", at: BEGUN_AT },
        answer: { kind: "absent", nxdomain: true },
        dig: `dig @ns1.oxfordstones.example ${name} ${type} +norecurse`,
        nslookup: `nslookup -type=${type} ${name} ns1.oxfordstones.example`,
        resolveDnsName: `Resolve-DnsName -Name ${name} -Type ${type} -Server ns1.oxfordstones.example -DnsOnly`,
      },
    ],
    ...said,
  };
}

const doubledAt = `${first?.name}.oxfordstones.example`;
const doubled = finding({
  code: "NAME_DOUBLED",
  record: first ?? null,
  edits: [
    {
      ...{ action: "remove", type: "CNAME", name: doubledAt, value: first?.value ?? "" },
      ...{ zone: "oxfordstones.example", hostInZone: `${first?.name}`, because: "wrong-name" },
    },
    {
      ...{ action: "add", type: "CNAME", name: first?.name ?? "", value: first?.value ?? "" },
      ...{ zone: "oxfordstones.example", hostInZone: hostOf(first?.name ?? ""), because: "required" },
    },
  ],
  cause: {
    key: "finding.name-doubled",
    values: { type: "CNAME", at: doubledAt, added: "oxfordstones.example" },
  },
});
const foreignMx = finding({
  code: "VALUE_WRONG",
  record: mx ?? null,
  seen: ["10 mx.elsewhere.example"],
  expected: ["feedback-smtp.eu-west-1.amazonses.com"],
  cause: { key: "finding.value-wrong", values: { type: "MX", name: "email.oxfordstones.example" } },
});
const feedbackMx = finding({
  code: "FEEDBACK_MX_AT_DOMAIN",
  severity: "urgent",
  seen: ["oxfordstones.example: 10 feedback-smtp.eu-west-1.amazonses.com"],
  edits: [
    {
      ...{ action: "remove", type: "MX", name: "oxfordstones.example", zone: "oxfordstones.example" },
      ...{ hostInZone: "@", value: "10 feedback-smtp.eu-west-1.amazonses.com" },
      because: "must-not-be-at-the-domain",
    },
  ],
  notes: [{ key: "finding.note.put-mx-back", values: { at: "oxfordstones.example" } }],
  cause: { key: "finding.feedback-mx-at-domain", values: { at: "oxfordstones.example" } },
});
const noDmarc = finding({
  code: "DMARC_MISSING",
  severity: "advice",
  expected: ["v=DMARC1; p=none"],
  edits: [
    {
      ...{ action: "add", type: "TXT", name: "_dmarc.oxfordstones.example", value: "v=DMARC1; p=none" },
      ...{ zone: "oxfordstones.example", hostInZone: "_dmarc", because: "required" },
    },
  ],
  cause: { key: "finding.dmarc-missing", values: {} },
});

/** One cause that explains three wrong records. */
const elsewhere = finding({
  code: "NAME_DELEGATED",
  actor: "delegated-zone-operator",
  whoActs: { key: "finding.actor.zone-operator", values: { zone: "_domainkey.oxfordstones.example" } },
  records: RECORDS.slice(0, 3),
  edits: RECORDS.slice(0, 3).map(({ name, value }) => ({
    ...{ action: "add", type: "CNAME", name, value, zone: "_domainkey.oxfordstones.example" },
    ...{ hostInZone: name.split(".")[0] ?? name, because: "answering-zone" },
  })),
  cause: {
    key: "finding.name-delegated",
    values: {
      zone: "_domainkey.oxfordstones.example",
      servers: ["ns1.old.example"],
      domain: "oxfordstones.example",
    },
  },
});

type Missed = NonNullable<Onboarding["incident"]>["ses"][number]["subject"];

function incident(ses: NonNullable<Onboarding["incident"]>["ses"]): NonNullable<Onboarding["incident"]> {
  return { since: BEGUN_AT, ses, records: [] };
}

function missedBySes(subject: Missed): Partial<Onboarding> {
  return { status: "ready", incident: incident([{ subject, givesUpAt: BEGUN_AT + 70 * 3_600_000 }]) };
}

/** All states of the set-up page, by name. */
export const STATES: Readonly<Record<string, Onboarding>> = Object.fromEntries(
  Object.entries<Partial<Onboarding>>({
    held: { status: "held", records: [], held: { for: "requester", since: BEGUN_AT } },
    preparing: { status: "requested", records: [] },
    prove: { records: [challenge], ownership: proof },
    "prove-beside": {
      records: [challenge, ...RECORDS],
      ownership: proof,
      dkim: { tokens: [], signingHostedZone: "" },
    },
    issued: {},
    "at-cloudflare": { snapshot: { ...NOTHING_THERE, nameServers: place.nameServers } },
    "at-route-53": { publication: { ...atRoute53, isOffered: true, hasDmarc: true } },
    "not-offered": {
      publication: {
        ...atRoute53,
        ...{ isOffered: false, because: "in-use", name: "email.oxfordstones.example" },
      },
    },
    moving: {
      snapshot: {
        ...NOTHING_THERE,
        senders: [{ provider: "SendGrid", name: "em1.oxfordstones.example", type: "CNAME" }],
      },
    },
    absent: { ...confirmed, ...lookAt([missing, missing, missing, missing, missing]) },
    advised: {
      ...lookAt([missing, missing, missing, missing, missing], [noDmarc]),
      advised: { at: BEGUN_AT, state: "offered", record: advisedRecordOf("oxfordstones.example") },
    },
    checking: { status: "confirmed", signals: { count: 1, seen: 0, confirmedAt: BEGUN_AT } },
    partly: { ...confirmed, ...lookAt([right, right, missing, right, missing]) },
    mistakes: {
      ...confirmed,
      ...lookAt(
        [
          missing,
          right,
          spreading,
          { state: "wrong", seen: ["10 mx.elsewhere.example"], place },
          { state: "conflicting", seen: ["v=spf1 include:amazonses.com ~all", "v=spf1 -all"] },
        ],
        [doubled, foreignMx, noDmarc],
      ),
    },
    "one-cause": { ...confirmed, ...lookAt([missing, missing, missing, right, right], [elsewhere]) },
    urgent: { ...confirmed, ...lookAt([right, right, right, missing, right], [feedbackMx]) },
    unsure: { ...confirmed, ...lookAt([right, right, right, { state: "unknown" }, { state: "unknown" }]) },
    spreading: { ...confirmed, ...lookAt([right, spreading, spreading, right, right]) },
    confirming: { ...confirmed, ...lookAt(ALL_RIGHT) },
    finishing: { status: "verified", ...lookAt(ALL_RIGHT) },
    ready: { status: "ready", ...lookAt(ALL_RIGHT) },
    "ready-without-mail-from": {
      status: "ready",
      withoutMailFrom: { at: BEGUN_AT, by: "operator" },
      ...lookAt([right, right, right, missing, missing]),
    },
    missed: { ...missedBySes("mail-from"), ...lookAt([right, right, right, missing, right]) },
    "missed-dkim": { ...missedBySes("dkim"), ...lookAt([missing, missing, missing, right, right]) },
    found: { ...missedBySes("dkim"), ...lookAt(ALL_RIGHT) },
    "missed-of-late": {
      status: "ready",
      incident: incident([]),
      ...lookAt([missing, right, right, right, right]),
    },
    lost: {
      status: "lost",
      incident: { ...incident([]), lostAt: BEGUN_AT },
      ...lookAt([missing, missing, missing, right, right]),
    },
    expiring: {
      ...confirmed,
      dnsContact: "dns@agency.example",
      expiresAt: BEGUN_AT + 2 * 86_400_000,
      ...lookAt([right, right, right, missing, missing]),
    },
    failed: { status: "failed", failedFrom: "confirmed", ...lookAt(ALL_RIGHT) },
    cancelled: { signals: { count: 1, seen: 0, cancelledAt: BEGUN_AT } },
    closed: { status: "expired" },
    hostile: hostile(),
  }).map(([name, said], index) => [name, onboardingOf({ onboardingId: idOf(index), ...said })]),
);

function idOf(index: number): string {
  return `onb_01KAQ5ZXN8M2WQ3R4S5T6V7W${String(index).padStart(2, "0")}`;
}

function hostile(): Partial<Onboarding> {
  const script = `"><script>document.title = "broken"</script><img src=x onerror='document.title="broken"'>`;
  const long = `v=spf1 ${"a".repeat(10_000)}\u202E\u0000 -all`;
  const identity = "xn--bcher-kva.example";
  return {
    ...confirmed,
    identity,
    project: script,
    mailFrom: "email.xn--bcher-kva.example",
    ...lookAt(
      [
        missing,
        missing,
        missing,
        { state: "wrong", seen: [script] },
        { state: "conflicting", seen: [long, script] },
      ],
      [
        finding({ code: "VALUE_WRONG", record: mx ?? null, seen: [script, long], cause: about(script) }),
        finding({ code: "X", record: spf ?? null, severity: "warning", seen: [long], cause: about(long) }),
        finding({ code: "FEEDBACK_MX_AT_DOMAIN", severity: "urgent", cause: about(`${script}\u202Eoops`) }),
      ],
    ),
  };
}
