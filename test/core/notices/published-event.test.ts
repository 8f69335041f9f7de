import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { publishedEvent } from "#core/notices/published-event";
import { openEvent } from "#core/onboarding/event";
import { EVENTS, type EventType } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { PUBLISHED_TYPES, publishedTypeOf } from "#core/onboarding/published-types";
import { eventSchemas } from "../../../infra/documents/events.ts";
import { BEGUN_AT, onboardingOf, RECORDS } from "../../support/onboarding-fixture.ts";

const FOLDER = "docs/events";
const LEAVING = Object.keys(PUBLISHED_TYPES) as (keyof typeof PUBLISHED_TYPES)[];

const HOUR_MS = 3_600_000;

/** The data of every event of the tests' onboarding. */
const FACTS = {
  onboardingId: "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X",
  source: "generic",
  ticket: "T-1041",
  project: "oxford-stones",
  owner: "oxford",
  identity: "oxfordstones.example",
  mailFrom: "email.oxfordstones.example",
  fromAddresses: ["news@oxfordstones.example"],
};

const incident: NonNullable<Onboarding["incident"]> = {
  since: BEGUN_AT,
  ses: [{ subject: "dkim", givesUpAt: BEGUN_AT + 72 * 3_600_000 }],
  records: RECORDS.slice(0, 1).map(({ name, type }) => ({ name, type, rightAt: BEGUN_AT - 1 })),
};

function told(type: EventType, said: Partial<Onboarding> = {}, recipient: "bus" | "platform" = "bus") {
  const onboarding = onboardingOf(said);
  const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy", idempotencyKey: "2" });
  const notice = event.notices.find((one) => one.recipient === recipient);
  if (notice === undefined) throw new Error(`${recipient} does not hear of ${type}`);
  return publishedEvent(notice, event, onboarding);
}

describe("the published schemas", () => {
  const ajv = new Ajv2020({ strict: true });
  addFormats.default(ajv);

  it("are one file for each event that leaves, and as the code has them", () => {
    const written = readdirSync(FOLDER).filter((file) => file.endsWith(".schema.json"));
    expect(written.sort()).toEqual([...eventSchemas().keys()].sort());
    for (const [file, schema] of eventSchemas())
      expect(JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8"))).toEqual(schema);
  });

  it.each(LEAVING)("hold for %s", (type) => {
    const event = told(type, { incident, closedBecause: "expired" });
    const schema = eventSchemas().get(`${event.type}.schema.json`);
    const validate = ajv.compile(schema ?? false);
    validate(JSON.parse(JSON.stringify(event)));
    expect(validate.errors).toBeNull();
    expect(ajv.validate(schema ?? false, { ...event, data: {} })).toBe(false);
  });

  it("are named in docs/events.md, each with what it says", () => {
    const text = readFileSync("docs/events.md", "utf8");
    for (const type of Object.values(PUBLISHED_TYPES)) expect(text).toContain(`| \`${type}\` |`);
  });
});

describe("an event that leaves", () => {
  it("has the same id on the bus and by webhook, and another id than any other event", () => {
    const [bus, platform] = [told("ready"), told("ready", {}, "platform")];
    expect(bus).toEqual(platform);
    expect(bus.id).toBe(`${onboardingOf().onboardingId}/ready/2`);
  });

  it("says when it happened", () => {
    expect(told("confirmed").timestamp).toBe("2026-11-23T09:00:00.000Z");
  });

  it("carries the records when they are issued, so that the platform can show them itself", () => {
    expect(told("records_issued").data["records"]).toEqual(RECORDS);
  });

  it("holds neither the requester's address nor a link, a token of a wait or a link's version", () => {
    const wait = { attempt: 1, round: 0, retry: 0, token: "secret-token" };
    for (const type of LEAVING) {
      const text = JSON.stringify(told(type, { wait, incident, requester: "someone@example.org" }));
      expect(text).not.toMatch(/someone@|secret-token|linkVersion|\/setup\//);
    }
  });
});

describe("an event about a domain that does not work", () => {
  it("names the records that SES misses, when they were last right, and when SES gives up", () => {
    expect(told("domain_degraded", { incident }).data).toMatchObject({
      since: "2026-11-23T09:00:00.000Z",
      records: [{ type: "CNAME", lastRightAt: "2026-11-23T08:59:59.999Z" }],
      sesGivesUpAt: "2026-11-26T09:00:00.000Z",
    });
  });

  it.each([
    ["domain_degraded", { since: "2026-11-23T08:00:00.000Z", sesGivesUpAt: "2026-11-26T09:00:00.000Z" }],
    ["domain_lost", { since: "2026-11-23T08:00:00.000Z" }],
  ] as const)(
    "%s says when it began, and leaves out when a record was right if nobody knows",
    (type, said) => {
      const [record] = incident.records;
      if (record === undefined) throw new Error("The incident names a record");
      const { name } = record;
      const { data } = told(type, {
        incident: { ...incident, since: BEGUN_AT - HOUR_MS, records: [record, { name, type: "MX" }] },
      });
      const lastRightAt = "2026-11-23T08:59:59.999Z";
      const records = [
        { name, type: "CNAME", lastRightAt },
        { name, type: "MX" },
      ];
      expect(data).toEqual({ ...FACTS, ...said, records });
    },
  );

  it.each(["domain_degraded", "domain_lost"] as const)(
    "%s names no record if the onboarding has no incident now, and its own time",
    (type) => {
      expect(told(type).data).toEqual({ ...FACTS, since: "2026-11-23T09:00:00.000Z", records: [] });
    },
  );
});

describe("an event about a domain that works again", () => {
  it("says since when the domain did not work, or its own time if that is not known now", () => {
    const before = { ...incident, since: BEGUN_AT - HOUR_MS };
    expect(told("domain_recovered", { incident: before }).data).toEqual({
      ...FACTS,
      since: "2026-11-23T08:00:00.000Z",
    });
    expect(told("domain_recovered").data).toEqual({ ...FACTS, since: "2026-11-23T09:00:00.000Z" });
  });
});

describe("an event that ends a set-up", () => {
  it.each(["expired", "failed", "cancelled"] as const)("says why it %s", (type) => {
    expect(told(type, { closedBecause: "identity-taken" }).data).toEqual({
      ...FACTS,
      reason: "identity-taken",
    });
    expect(told(type).data).toEqual({ ...FACTS, reason: "unknown" });
  });

  it("says whether it is ready without a MAIL FROM domain", () => {
    expect(told("ready").data).toEqual({ ...FACTS, withoutMailFrom: false });
    const withoutMailFrom = { at: BEGUN_AT, by: "support" };
    expect(told("ready", { withoutMailFrom }).data).toEqual({ ...FACTS, withoutMailFrom: true });
  });
});

it("is refused for a type that is not published", () => {
  const onboarding = onboardingOf();
  const event = openEvent(onboarding, { type: "reminded", at: BEGUN_AT, by: "sendworthy" });
  const notice = { noticeId: "n/bus", recipient: "bus" } as const;
  expect(() => publishedEvent(notice, event, onboarding)).toThrow("reminded is not a published event");
});

it("is one of the published types", () => {
  for (const type of Object.keys(EVENTS) as EventType[]) {
    const recipients = openEvent(
      { onboardingId: "onb_1", source: "generic" },
      { type, at: 0, by: "support" },
    ).notices.map((one) => one.recipient);
    const leaves = publishedTypeOf(type) !== undefined;
    expect([recipients.includes("bus"), recipients.includes("platform")]).toEqual([leaves, leaves]);
  }
});
