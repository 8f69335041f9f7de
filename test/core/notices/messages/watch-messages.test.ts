import { describe, expect, it } from "vitest";
import { messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import type { EventType, Recipient } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const HOUR = 3_600_000;
const [dkim] = RECORDS;
if (dkim === undefined) throw new Error("There are five records");
const states = [{ state: "missing" }, ...Array(4).fill({ state: "right", propagation: "everywhere" })];
const lastCheck = {
  at: BEGUN_AT,
  queries: 5,
  records: RECORDS.map((record, index) => seen(record, states[index])),
};
const gone = { name: dkim.name, type: dkim.type, rightAt: BEGUN_AT };

function write(
  type: EventType,
  recipient: Recipient,
  incident: Partial<NonNullable<Onboarding["incident"]>>,
  said: Partial<Onboarding> = {},
): string {
  const whole = { since: BEGUN_AT, ses: [], records: [gone], ...incident };
  const onboarding = onboardingOf({ incident: whole, ...said });
  const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy" });
  const notice = { noticeId: "n", recipient };
  const deliveries = [{ address: "anna@oxfordstones.example", state: "sent" }] as const;
  const { text } = messageFor({ notice, event, onboarding, setupUrl: "https://setup.example/x", deliveries });
  return text.replaceAll(/\s+/g, " ");
}

describe.each(["customer", "dns-contact", "note", "ops"] as const)("to %s", (recipient) => {
  it("a loss names each record, when it was last right, and where the zone is now", () => {
    const moved = { from: ["ns1.old.example"], to: ["kay.ns.cloudflare.com", "lou.ns.cloudflare.com"] };
    const text = write("domain_lost", recipient, { moved });
    expect(text).toContain(`CNAME ${dkim.name}, last right on 23 November 2026 at 09:00 UTC`);
    expect(text).toContain(
      "changed from ns1.old.example to kay.ns.cloudflare.com and lou.ns.cloudflare.com.",
    );
    expect(text).toContain("Add the records at Cloudflare.");
    expect(text).toContain(dkim.value);
  });

  it("a loss says how many records a check found right, and nothing before the first check", () => {
    expect(write("domain_lost", recipient, {}, { lastCheck })).toContain(
      "Checked on 23 November 2026 at 09:00 UTC: 4 of 5 DNS records are right.",
    );
    expect(write("domain_lost", recipient, {})).not.toContain("Checked on");
  });

  it("a loss mentions no move of the zone where there was none", () => {
    expect(write("domain_lost", recipient, {})).not.toContain("name servers");
  });

  it("what SES misses is named with the hours left", () => {
    const ses = [{ subject: "mail-from", givesUpAt: BEGUN_AT + 71.6 * HOUR } as const];
    const text = write("domain_degraded", recipient, { ses });
    expect(text).toContain(
      "the MX record of the bounce domain until about 26 November 2026 at 08:36 UTC: 72 hours are left",
    );
  });

  it("what SES gave up is named, and not reported as missing in the DNS", () => {
    const text = write("domain_lost", recipient, { gaveUp: ["dkim"] });
    expect(text).toContain("Amazon does not sign mail from");
    expect(text).not.toContain("have disappeared");
  });

  it("names of name servers are shortened to one line", () => {
    const moved = { from: ["ns1.old.example"], to: ["evil\u202E\r\nBcc: x.example"] };
    expect(write("domain_lost", recipient, { moved })).not.toMatch(/\u202E|\r/);
  });
});

it.each(["customer", "dns-contact", "ops"] as const)(
  "a recovery says since when it was missed, to %s",
  (recipient) => {
    expect(write("domain_recovered", recipient, {})).toContain("missing since 23 November 2026 at 09:00 UTC");
  },
);

describe("when a lost record was last right", () => {
  const times = RECORDS.map(({ name, type }, index) => ({ name, type, rightAt: BEGUN_AT + index * HOUR }));
  const line = (index: number, hour: string) =>
    `${RECORDS[index]?.type} ${RECORDS[index]?.name}, last right on 23 November 2026 at ${hour} UTC`;

  it("is said of each by its own type and name", () => {
    const text = write("domain_lost", "customer", { records: times });
    for (const [index, hour] of ["09:00", "10:00", "11:00", "12:00", "13:00"].entries())
      expect(text).toContain(line(index, hour));
  });

  it("is taken from the incident rather than from the last check", () => {
    const records = [seen(dkim, { rightAt: BEGUN_AT + HOUR })];
    const text = write("domain_lost", "customer", {}, { lastCheck: { ...lastCheck, records } });
    expect(text).toContain(line(0, "09:00"));
  });

  it("is known from the last check where the incident does not have it", () => {
    const records = [seen(dkim, { rightAt: BEGUN_AT + HOUR })];
    const text = write("domain_lost", "customer", { records: [] }, { lastCheck: { ...lastCheck, records } });
    expect(text).toContain(line(0, "10:00"));
  });

  it("is not said where neither knows it", () => {
    const unknown = [{ name: dkim.name, type: dkim.type }];
    expect(write("domain_lost", "customer", { records: unknown })).not.toContain("last right");
    const changed = { lastCheck: { ...lastCheck, records: [] } };
    expect(write("domain_lost", "customer", { records: [] }, changed)).not.toContain("last right");
  });
});

describe("the public comment", () => {
  const ses = [{ subject: "dkim", givesUpAt: BEGUN_AT + 72 * HOUR } as const];

  it("of a degraded domain says what the page says, and never the link", () => {
    const text = write("domain_degraded", "ticket", { ses }, { status: "ready", lastCheck });
    expect(text).toContain("stops being signed on 26 November 2026 at 09:00 UTC, unless");
    expect(text).toContain("4 of 5 records are right");
    expect(text).toContain("mailed to d…@oxfordstones.example");
    expect(text).not.toContain("https://");
  });

  it("of a loss that no check has seen refers to the link in the mail", () => {
    const text = write("domain_lost", "ticket", { lostAt: BEGUN_AT }, { status: "lost" });
    expect(text).toContain("1 DNS record of oxfordstones.example has disappeared.");
    expect(text).toContain("Open the link in our mail to d…@oxfordstones.example");
  });
});

it.each(["domain_lost", "domain_degraded"] as const)(
  "tells staff of the next check after %s only while the incident lasts",
  (type) => {
    const next = "The next automatic check is on 23 November 2026 at 10:00 UTC.";
    for (const recipient of ["note", "ops"] as const) {
      expect(write(type, recipient, {}, { status: "ready" })).toContain(next);
      const over = write(type, recipient, { overAt: BEGUN_AT }, { status: "ready" });
      expect(over).not.toMatch(/We check every|next automatic check/);
    }
  },
);

it("names the beginning of an unfixed loss, not of the set-up", () => {
  const text = write("expired", "customer", { lostAt: BEGUN_AT }, { createdAt: 0 });
  expect(text).toContain("were missing from 23 November 2026");
  expect(text).not.toContain("1970");
});

it.each(["domain_lost", "domain_degraded"] as const)(
  "tells operations that %s of what is muted is theirs to tell",
  (type) => {
    expect(write(type, "ops", {})).toContain("We sent a mail to anna@oxfordstones.example.");
    const muted = write(type, "ops", {}, { mutedAt: BEGUN_AT });
    expect(muted).not.toContain("We sent a mail");
    expect(muted).toContain(`npm run ops -- unmute ${onboardingOf().onboardingId}`);
  },
);
