import { describe, expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { migrationOf } from "#core/instructions/migration";
import { migrationNote } from "#core/instructions/migration-note";
import { messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import { setupPage } from "../../../functions/show-setup/setup-page.ts";
import { BEGUN_AT, onboardingOf } from "../../support/onboarding-fixture.ts";
import { setupRequest, tokenOf } from "../../support/setup-request.ts";

const { identity: D, mailFrom } = onboardingOf();
const NEWS = `news@${D}`;

type Senders = NonNullable<Onboarding["snapshot"]>["senders"];

const THEIRS: Senders = [
  { provider: "SendGrid", name: D, type: "TXT" },
  { provider: "SendGrid", name: `s1._domainkey.${D}`, type: "CNAME" },
];

function showing(senders: Senders, said: Partial<Onboarding> = {}): Onboarding {
  const snapshot = {
    ...{ at: BEGUN_AT, mx: [], spf: [], nameServers: [], providers: [], receiveNoMail: [] },
    senders,
  };
  return onboardingOf({ snapshot, ...said });
}

/** Returns the note as one text. */
function textOf(onboarding: Onboarding): string {
  const {
    paragraphs = [],
    otherRecords = [],
    afterwards = "",
  } = migrationNote(onboarding, textsIn("en")) ?? {};
  return [...paragraphs, ...otherRecords, afterwards].join("\n");
}

describe("a move from another provider", () => {
  it("is not assumed where neither the request nor the DNS shows another sender", () => {
    expect(migrationOf(onboardingOf())).toBeUndefined();
    expect(migrationOf(showing([]))).toBeUndefined();
  });

  it("is asked about where DNS alone shows another sender", () => {
    expect(migrationOf(showing(THEIRS))).toMatchObject({ providers: ["SendGrid"], isAnnounced: false });
    expect(textOf(showing(THEIRS))).toContain("Are you leaving SendGrid?");
  });

  it("is known from the request, whatever DNS shows", () => {
    const said = onboardingOf({ migratingFrom: { provider: "Old Post", addresses: [] } });
    expect(textOf(said)).toContain("You are moving from Old Post.");
    expect(textOf(onboardingOf({ migratingFrom: { addresses: [] } }))).toContain("another provider");
  });

  it("asks to keep the addresses, and names one that was not used before", () => {
    const said = onboardingOf({
      fromAddresses: [NEWS, `hello@${D}`],
      migratingFrom: { addresses: [NEWS] },
    });
    expect(textOf(said)).toContain(`Keep your from addresses (${NEWS})`);
    expect(textOf(said)).toContain(`You did not use hello@${D} there`);
    expect(migrationOf(onboardingOf({ migratingFrom: { addresses: [NEWS] } }))?.changed).toEqual([]);
  });

  it("lists what is the other provider's, which stays until the switch and goes afterwards", () => {
    const text = textOf(showing(THEIRS, { migratingFrom: { provider: "SendGrid", addresses: [] } }));
    expect(text).toContain(`TXT ${D}: the part for SendGrid`);
    expect(text).toContain(`CNAME s1._domainkey.${D}, which points to SendGrid`);
    expect(text).toContain("Switch first. Wait a week");
    expect(text).not.toContain("in the way");
  });

  it.each<[string, Senders[number]]>([
    ["its return path", { provider: "SendGrid", name: mailFrom, type: "CNAME" }],
    ["where it takes bounces", { provider: "Mailgun", name: mailFrom, type: "MX" }],
    ["a sub-domain that it runs", { provider: "SendGrid", name: mailFrom, type: "NS" }],
  ])("warns where the new records would meet %s", (_what, occupiedBy) => {
    expect(migrationOf(showing([occupiedBy]))?.collisions).toEqual([{ required: mailFrom, occupiedBy }]);
    expect(textOf(showing([occupiedBy]))).toContain(`${mailFrom} belongs to the other provider`);
  });

  it("is no collision with records at other names, or with a TXT record, which can have others beside it", () => {
    const beside: Senders = [...THEIRS, { provider: "Mailgun", name: `mg.${D}`, type: "MX" }];
    expect(migrationOf(showing(beside))?.collisions).toEqual([]);
  });
});

describe("the note", () => {
  const moving = showing(THEIRS, { migratingFrom: { provider: "SendGrid", addresses: [NEWS] } });

  it.each(["customer", "note"] as const)("is in the %s message that brings the records", (recipient) => {
    const event = openEvent(
      { ...moving, source: "zendesk" },
      { type: "records_issued", at: BEGUN_AT, by: "sendworthy" },
    );
    const notice = event.notices.find((one) => one.recipient === recipient);
    if (notice === undefined) throw new Error("Nobody is told");
    const { text } = messageFor({ notice, event, onboarding: moving, setupUrl: "https://s.example" });
    expect(text).toContain("You are moving from SendGrid.");
    expect(text).toContain(`- TXT ${D}`);
  });

  it("is on the set-up page, with names from the DNS escaped", () => {
    const said = { ...moving, migratingFrom: { provider: "<b>Bold</b>", addresses: [] } };
    const request = setupRequest("GET /setup/{token}", tokenOf(said));
    const { body = "" } = setupPage(said, request, {
      brand: NO_BRAND.all,
      publicUrl: "https://s.example",
      isHandOff: false,
    });
    expect(body).toContain("Moving from another provider");
    expect(body).toContain("&lt;b&gt;Bold");
    expect(body).not.toContain("<b>Bold");
    const { body: other = "" } = setupPage(onboardingOf(), request, {
      brand: NO_BRAND.all,
      publicUrl: "https://s.example",
      isHandOff: false,
    });
    expect(other).not.toContain("another provider");
  });
});
