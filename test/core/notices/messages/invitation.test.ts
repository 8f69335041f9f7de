import { describe, expect, it } from "vitest";
import { invitationToContact, invitationToCustomer } from "#core/notices/messages/invitation";
import { plainText } from "#core/notices/messages/plain-text";
import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const D = "oxfordstones.example";
const PANEL = `Most DNS panels add ${D} to the host.`;
const PROXY = "Does your DNS host offer a proxy?";

function written(said: Partial<Onboarding> = {}, build = invitationToCustomer) {
  const { subject, blocks } = build({
    onboarding: onboardingOf(said),
    setupUrl: "https://setup.example",
    texts: textsIn("en"),
  });
  return { subject, text: plainText(blocks) };
}

function lookAt(nameServers: string[]): Partial<Onboarding> {
  const place = { zone: D, host: "email", nameServers };
  return { lastCheck: { at: BEGUN_AT, queries: 1, records: [seen(RECORDS[3], { place })] } };
}

describe("an invitation", () => {
  it("gives the steps of a DNS host that is known, instead of advice for any", () => {
    const { text } = written(lookAt(["ana.ns.cloudflare.com"]));
    expect(text).toContain(`Cloudflare runs ${D}`);
    expect(text).not.toContain(PANEL);
    expect(text).not.toContain(PROXY);
  });

  it.each<[string, Partial<Onboarding>]>([
    ["before the first check", {}],
    ["of a DNS host that is not known", lookAt(["ns1.own.example"])],
  ])("gives advice for most panels %s", (_when, said) => {
    const { text } = written(said);
    expect(text).toContain(PANEL);
    expect(text).toContain(PROXY);
  });

  it("asks the requester to forward it if there is no DNS contact", () => {
    const forward = "Does somebody else manage your DNS? Forward this mail.";
    expect(written().text).toContain(forward);
    expect(written({ dnsContact: "dns@agency.example" }).text).not.toContain(forward);
    expect(written({ dnsContact: "dns@agency.example" }).text).toContain("dns@agency.example");
    expect(written({}, invitationToContact).text).not.toContain(forward);
  });

  it("tells the DNS contact who asks for the records", () => {
    expect(written({}, invitationToContact).text).toContain(`dns@${D}`);
  });
});

describe("an invitation's subject", () => {
  it.each<[string, Partial<Onboarding>, boolean]>([
    ["is the usual one of the first records", { replacedRecords: ["mail-from"] }, false],
    ["is another one once records were replaced", { recordsVersion: 2, replacedRecords: ["dkim"] }, true],
    ["is another one if it is not known which", { recordsVersion: 2 }, true],
    ["is the usual one if only the challenge was added", { recordsVersion: 2, replacedRecords: [] }, false],
  ])("%s", (_what, said, isOther) => {
    expect(written(said).subject === `Add 5 DNS records for ${D}`).toBe(!isOther);
  });
});

describe("what an invitation says of replaced records", () => {
  const BOTH = "All five records below are new.";
  const KEYS = "Amazon SES made new keys. Add the three new CNAME records";
  const BOUNCE = "The bounce domain is now email.oxfordstones.example.";
  const PROVED = "You have proved that you control";
  const asked = { token: "t", because: "contested", requestedAt: BEGUN_AT } as const;
  const proved = { ...asked, provedAt: BEGUN_AT };

  it.each<[string, Partial<Onboarding>, string | undefined]>([
    ["nothing of the first records", { replacedRecords: ["dkim"] }, undefined],
    ["that the bounce domain changed if it is not known which", { recordsVersion: 2 }, BOUNCE],
    ["that the bounce domain changed", { recordsVersion: 2, replacedRecords: ["mail-from"] }, BOUNCE],
    ["that the keys changed", { recordsVersion: 2, replacedRecords: ["dkim"] }, KEYS],
    ["that both changed", { recordsVersion: 2, replacedRecords: ["mail-from", "dkim"] }, BOTH],
    [
      "that both changed, in either order",
      { recordsVersion: 2, replacedRecords: ["dkim", "mail-from"] },
      BOTH,
    ],
    ["nothing if none was", { recordsVersion: 2, replacedRecords: [] }, undefined],
    [
      "nothing before control is proved",
      { recordsVersion: 2, replacedRecords: [], ownership: asked },
      undefined,
    ],
    ["that control is proved", { recordsVersion: 2, replacedRecords: [], ownership: proved }, PROVED],
  ])("is %s", (_, said, expected) => {
    const { text } = written(said);
    const found = [BOTH, KEYS, BOUNCE, PROVED].filter((sentence) => text.includes(sentence));
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });
});

it("an invitation lists the other provider's records only where there are any", () => {
  const others = textsIn("en").text("migration.others");
  const migratingFrom = { provider: "Old Post", addresses: [] };
  expect(written({ migratingFrom }).text).toContain("You are moving from Old Post.");
  expect(written({ migratingFrom }).text).not.toContain(others);
  const senders = [{ provider: "SendGrid", name: D, type: "TXT" } as const];
  const none = { mx: [], spf: [], nameServers: [], providers: [], receiveNoMail: [] };
  expect(written({ snapshot: { at: BEGUN_AT, ...none, senders } }).text).toContain(others);
});
