import { describe, expect, it } from "vitest";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { deliveryWorld } from "./delivery-world.ts";

const AGENCY = "dns@agency.example";
const FORMER = "old@agency.example";

describe("the mail of a hand-off", () => {
  const sent = { address: AGENCY, language: "de", at: BEGUN_AT, until: BEGUN_AT + 864e5, linkVersion: 1 };

  it("goes to that address alone, in its language, with a link of its own and every record", async () => {
    const world = deliveryWorld({ handOffs: [sent], dnsContact: FORMER });
    await world.begin("handed_off");
    await world.recorded();
    expect(world.mails.map(({ to, automatic }) => [to, automatic])).toEqual([[AGENCY, false]]);
    const [{ text = "" } = {}] = world.mails;
    expect(text).toContain(`.HAND-OFF-${BEGUN_AT}?lang=de`);
    expect(text).not.toContain(".TOKEN");
    expect(text).toContain("Der Link in dieser E-Mail ist nur für Sie.");
    for (const { value } of world.onboarding.records) expect(text).toContain(value);
  });

  it("is not sent once its link was ended", async () => {
    const world = deliveryWorld({ handOffs: [sent] });
    await world.begin("handed_off");
    const { handOffs: _sent, ...rest } = world.onboarding;
    const item = { ...rest, pk: rest.onboardingId, sk: "onboarding", version: 2 };
    await world.table.commit([{ item, expectedVersion: 1 }]);
    await world.recorded();
    expect([world.mails, world.reports]).toEqual([[], ["hand-off superseded"]]);
  });
});

describe("a changed DNS contact", () => {
  it("is notified by the records, the former one without a link, and the requester with the new link", async () => {
    const world = deliveryWorld({
      dnsContact: AGENCY,
      formerContacts: [{ address: FORMER, language: "fr", replacedAt: BEGUN_AT }],
    });
    await world.begin("contact_changed");
    await world.recorded();
    const mailTo = (address: string) => world.mails.find(({ to }) => to === address)?.text ?? "";
    expect(mailTo(world.onboarding.requester)).toContain(".TOKEN");
    for (const { value } of world.onboarding.records) expect(mailTo(AGENCY)).toContain(value);
    expect(mailTo(FORMER)).toContain("Vous n’avez plus rien à faire");
    expect(mailTo(FORMER)).not.toMatch(/https?:/);
  });
});
