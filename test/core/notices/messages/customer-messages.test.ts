import { describe, expect, it } from "vitest";
import { messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import type { EventType } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { StoredFinding } from "#core/records/last-check";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const setupUrl = "https://setup.example/setup/TOKEN";
/** A correction that changes no record. */
const CORRECTION = { records: [], actor: "dns-administrator", edits: [], details: [], notes: [] } as const;

function saying(key: string, values: StoredFinding["cause"]["values"] = {}) {
  return { cause: { key, values } };
}
const notice = { noticeId: "n", recipient: "customer" } as const;

function write(type: EventType, said: Partial<Onboarding> = {}) {
  const onboarding = onboardingOf(said);
  const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy" });
  return messageFor({ notice, event, onboarding, setupUrl });
}

describe("the invitation", () => {
  it("gives each record field by field, the host short and in full", () => {
    expect(write("records_issued").text).toContain(
      [
        "1. CNAME: DKIM key 1 of 3",
        `   Host       ${"a".repeat(32)}._domainkey`,
        `   Full name  ${"a".repeat(32)}._domainkey.oxfordstones.example`,
        `   Value      ${"a".repeat(32)}.dkim.amazonses.com`,
      ].join("\n"),
    );
  });

  it("gives the MX priority in its own place", () => {
    expect(write("records_issued").text).toContain(
      [
        "   Host       email",
        "   Full name  email.oxfordstones.example",
        "   Priority   10",
        "   Value      feedback-smtp.eu-west-1.amazonses.com",
      ].join("\n"),
    );
  });

  it.each(RECORDS)("shows $type $name in text and HTML", ({ name, value }) => {
    const { text, html } = write("records_issued");
    for (const part of [name, value]) {
      expect(text).toContain(part);
      expect(html.replaceAll("<wbr>", "")).toContain(part);
    }
  });

  it("gives the host relative to the registered domain when the identity lies below it", () => {
    const { text } = write("records_issued", {
      identity: "news.oxfordstones.example",
      records: [
        {
          purpose: "dkim",
          type: "CNAME",
          name: "t._domainkey.news.oxfordstones.example",
          value: "t.x",
          ttl: 1,
        },
      ],
    });
    expect(text).toMatch(/Host {7}t\._domainkey\.news$/m);
  });

  it("says of records of an earlier set-up that they can stay", () => {
    const existing = "Some records of an earlier set-up are already there";
    expect(write("records_issued", { hadExistingRecords: true }).text).toContain(existing);
    expect(write("records_issued").text).not.toContain(existing);
    expect(write("records_issued", { hadExistingRecords: true, recordsVersion: 2 }).text).not.toContain(
      existing,
    );
  });

  it("says which records are new after an amendment", () => {
    expect(write("records_issued").text).not.toContain("Replace the MX and TXT records");
    expect(write("records_issued", { recordsVersion: 2 }).text).toContain("Replace the MX and TXT records");
  });
});

describe("the correction", () => {
  const wrong = seen(RECORDS[3], { state: "wrong", seen: ["10 mx.elsewhere.example"] });
  const right = seen(RECORDS[0], { state: "right", propagation: "everywhere" });

  it("says what is seen and what is expected, of the wrong records alone", () => {
    const { text } = write("records_wrong", {
      lastCheck: { at: BEGUN_AT, queries: 9, records: [right, wrong] },
    });
    expect(text).toContain(
      "MX email.oxfordstones.example: There is something else instead: “10 mx.elsewhere.example”.",
    );
    expect(text).toContain("Value      feedback-smtp.eu-west-1.amazonses.com");
    expect(text).toContain("on 23 November 2026 at 09:00 UTC");
    expect(text).not.toContain("_domainkey");
  });

  it("says what to do about a record that was found elsewhere, and about the domain", () => {
    const { name, type, purpose, value } = RECORDS[0] ?? wrong.record;
    const found = { ...CORRECTION, seen: [], expected: [value], evidence: [] };
    const findings: StoredFinding[] = [
      {
        ...found,
        code: "NAME_DOUBLED",
        severity: "blocking",
        record: { name, type, purpose },
        records: [{ name, type, purpose }],
        ...saying("finding.name-doubled", { type, at: `${name}.x`, added: "x" }),
      },
      {
        ...found,
        code: "FEEDBACK_MX_AT_DOMAIN",
        severity: "urgent",
        record: null,
        ...saying("finding.feedback-mx-at-domain", { at: "oxfordstones.example" }),
      },
      {
        ...found,
        code: "DMARC_MISSING",
        severity: "advice",
        record: null,
        ...saying("finding.dmarc-missing"),
      },
    ];
    const records = [seen(RECORDS[0]), seen(RECORDS[1])];
    const { text } = write("records_wrong", { lastCheck: { at: BEGUN_AT, queries: 9, records, findings } });
    expect(text).toMatch(/An MX of Amazon at oxfordstones.example[\s\S]*Your CNAME record is at/);
    expect(text).toContain(`Value      ${value}`);
    expect(text).not.toMatch(/optional|nothing to do|not there yet/);
  });

  it("names all values where there is one too many", () => {
    const conflicting = seen(RECORDS[4], { state: "conflicting", seen: ["v=spf1 -all", "v=spf1 ~all"] });
    const { text } = write("records_wrong", {
      lastCheck: { at: BEGUN_AT, queries: 9, records: [conflicting] },
    });
    expect(text).toContain("only one is allowed: “v=spf1 -all” and “v=spf1 ~all”");
  });

  it("says that there is nothing to correct if all was fixed before it is sent", () => {
    const { text } = write("records_wrong", { lastCheck: { at: BEGUN_AT, queries: 9, records: [right] } });
    expect(text).toContain("You have nothing to do.");
  });
});

describe("the letter that DKIM is verified", () => {
  const right = { state: "right", propagation: "everywhere" } as const;
  const lookOf = (count: number) => ({
    at: BEGUN_AT,
    queries: 9,
    records: RECORDS.map((record, index) => seen(record, index < count ? right : {})),
  });

  it("says that from addresses can be added, and gives what is still missing", () => {
    const { text } = write("dkim_verified", { lastCheck: lookOf(3) });
    expect(text).toContain(
      "You can now add these from addresses to the project oxford-stones: news@oxfordstones.example.",
    );
    expect(text).toContain("4. MX: where bounces go");
    expect(text).toContain("5. TXT: SPF for bounces");
    expect(text).not.toContain("DKIM key");
  });

  it("says that nothing is to be done while SES alone is awaited", () => {
    const { text } = write("dkim_verified", { lastCheck: lookOf(5) });
    expect(text).toContain("you have nothing to do");
    expect(text).not.toContain("4. MX");
  });

  it("names nothing as missing if it is sent after all was verified", () => {
    const { text } = write("dkim_verified", { status: "ready", lastCheck: lookOf(3) });
    expect(text).toContain("The bounce domain is verified too");
    expect(text).not.toContain("4. MX");
  });
});

describe("the letters to a DNS contact", () => {
  const toContact = (type: EventType, said: Partial<Onboarding> = {}) => {
    const onboarding = onboardingOf({ dnsContact: "dns@agency.example", ...said });
    const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy" });
    return messageFor({ notice: { noticeId: "n", recipient: "dns-contact" }, event, onboarding, setupUrl });
  };

  it("begin with who named them, and hold all that the requester's hold", () => {
    const { text } = toContact("records_issued");
    expect(text).toContain("dns@oxfordstones.example asks you to add 5 records");
    for (const { name, value } of RECORDS) {
      expect(text).toContain(name);
      expect(text).toContain(value);
    }
  });

  it("ask them for nothing that only the requester can do", () => {
    expect(toContact("ready").text).not.toContain("from addresses");
    expect(toContact("ready").text).toContain("switches between the three");
    expect(toContact("expired").text).toContain("ask dns@oxfordstones.example");
    expect(
      toContact("reminded", { lastCheck: { at: BEGUN_AT, queries: 1, records: [] } }).text,
    ).not.toContain("Forward this mail");
  });
});

describe("the other letters", () => {
  it("asks to keep all five records and to add the from addresses, when all is ready", () => {
    const { text } = write("ready", { status: "ready" });
    expect(text).toContain("switches between the three");
    expect(text).toContain(
      "add these from addresses to the project oxford-stones, if it does not use them yet: news@oxfordstones.example.",
    );
  });

  it.each(["expired", "cancelled"] as const)("gives the reason when it is %s", (type) => {
    expect(write(type, { closedBecause: "asked for twice" }).text).toContain("Reason: asked for twice");
    expect(write(type, { closedBecause: "identity-taken" }).text).toContain(
      "Our team must check this domain",
    );
    expect(write(type).text).not.toContain("Reason");
  });

  it("says who cancelled: support in the ticket, or our team", () => {
    const signals = { count: 1, seen: 1, cancelledAt: BEGUN_AT };
    const closedBecause = "cancelled";
    const bySupport = write("cancelled", { closedBecause, signals: { ...signals, cancelledBy: "support" } });
    const byOperator = write("cancelled", {
      closedBecause,
      signals: { ...signals, cancelledBy: "operator:arn:aws:iam::000000000000:user/alice" },
    });
    expect(bySupport.text).toContain("Support cancelled it in the ticket.");
    expect(byOperator.text).toContain("Our team cancelled it.");
  });

  it("says to operations which execution failed and how to redrive it", () => {
    const onboarding = onboardingOf({ attempt: 3 });
    const event = openEvent(onboarding, { type: "failed", at: BEGUN_AT, by: "sendworthy" });
    const { text } = messageFor({ notice: { noticeId: "n", recipient: "ops" }, event, onboarding, setupUrl });
    expect(text).toContain(`${onboarding.onboardingId}-3`);
    expect(text).toContain("npm run ops -- redrive");
  });
});

describe("what else the letters say", () => {
  const place = {
    zone: "oxfordstones.example",
    host: "email",
    nameServers: ["ana.ns.cloudflare.com", "bob.ns.cloudflare.com"],
  };

  it("leads to the page before the records, and says why they are needed", () => {
    const { text } = write("records_issued");
    expect(text.indexOf(setupUrl)).toBeLessThan(text.indexOf("1. CNAME: DKIM key 1 of 3"));
    expect(text).toContain("let Amazon SES sign your mail (DKIM)");
  });

  it("says where to click once the DNS host is known", () => {
    const lastCheck = { at: BEGUN_AT, queries: 1, records: [seen(RECORDS[3], { place })] };
    const { text } = write("records_issued", { lastCheck });
    expect(text).toContain("Cloudflare runs oxfordstones.example");
    expect(text).toContain("- Add each record here: DNS → Records → Add record.");
  });

  it("names the zone of a record that belongs into another one, where its host means something else", () => {
    const delegated = { zone: "email.oxfordstones.example", host: "@", nameServers: ["ns1.old.example"] };
    const records = [seen(RECORDS[3], { place: delegated })];
    const { text } = write("reminded", { lastCheck: { at: BEGUN_AT, queries: 1, records } });
    expect(text).toMatch(/^ {3}Zone {7}email\.oxfordstones\.example\n {3}Host {7}@$/m);
    expect(text.match(/Zone/g)).toHaveLength(1);
  });

  it("shows an internationalised domain name in both forms", () => {
    const { text } = write("records_issued", { identity: "xn--bcher-kva.example" });
    expect(text).toContain("bücher.example (xn--bcher-kva.example)");
  });

  it("names a harmful fault in the subject and first in the text", () => {
    const finding = { ...CORRECTION, record: null, seen: [], expected: [], evidence: [] };
    const findings = [
      {
        ...finding,
        code: "DOMAIN_NOT_PUBLIC",
        severity: "blocking" as const,
        ...saying("finding.domain-not-public", { domain: "a.example" }),
      },
      {
        ...finding,
        code: "ROOT_MX_REPLACED",
        severity: "urgent" as const,
        ...saying("finding.root-mx-replaced", { at: "a.example", since: BEGUN_AT }),
      },
    ];
    const { subject, text } = write("records_wrong", {
      lastCheck: { at: BEGUN_AT, queries: 1, records: [], findings },
    });
    expect(subject).toMatch(/^Urgent: /);
    expect(text).toMatch(/The MX records of a.example have changed[\s\S]*a.example does not exist/);
  });
});
