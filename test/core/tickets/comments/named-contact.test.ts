import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Author } from "#core/tickets/comments/interpret-comment";
import { contactChangeIn } from "#core/tickets/comments/named-contact";
import { USUAL_READING } from "#core/tickets/reading/reading-settings";
import { BEGUN_AT as NOW, onboardingOf } from "../../../support/onboarding-fixture.ts";

const AGENCY = "dns@agency.example";

function heard(text: string, said: Partial<Onboarding> = {}, author: Author = "customer") {
  return contactChangeIn(onboardingOf(said), { author, text }, USUAL_READING, NOW);
}

describe("a comment that names another DNS contact", () => {
  it.each([
    ["customer", "customer"],
    ["agent", "support"],
  ] as const)("changes it if it is by the %s", (author, by) => {
    expect(heard(`DNS contact: ${AGENCY}`, {}, author)).toEqual({
      set: { dnsContact: AGENCY, contactChangedAt: [NOW] },
      clear: ["dnsContactLanguage"],
      event: { type: "contact_changed", at: NOW, by, idempotencyKey: String(NOW) },
    });
  });

  it("may name the contact's language", () => {
    const change = heard(`DNS-Kontakt: ${AGENCY}\nDNS contact language: German`);
    expect(change?.set).toMatchObject({ dnsContact: AGENCY, dnsContactLanguage: "de" });
    expect(change?.clear).toEqual([]);
  });

  it("may remove the contact", () => {
    const change = heard("DNS contact: none", { dnsContact: AGENCY });
    expect(change?.clear).toEqual(["dnsContact", "dnsContactLanguage"]);
    expect(change?.set).not.toHaveProperty("dnsContact");
  });
});

describe("a comment changes no contact", () => {
  const names = `DNS contact: ${AGENCY}`;
  it.each<[string, string, Partial<Onboarding>]>([
    ["that names none", "Done, thanks!", {}],
    ["that names what is no address", "DNS contact: our agency", {}],
    ["that names none below its label", "DNS contact:\n\nThanks", { dnsContact: AGENCY }],
    ["that names it in a quotation only", `Thanks\n\n> ${names}`, {}],
    ["that names the present contact", names, { dnsContact: AGENCY }],
    ["that removes a contact that is absent", "DNS contact: none", {}],
    ["that names the requester", "DNS contact: dns@oxfordstones.example", {}],
    ["of an onboarding that is over", names, { status: "cancelled" }],
    ["that is the fourth of a day", names, { contactChangedAt: [NOW - 2, NOW - 1, NOW] }],
    ["in a ticket that a person took over", names, { mutedAt: NOW }],
  ])("%s", (_which, text, said) => {
    expect(heard(text, said)).toBeUndefined();
  });

  it.each(["sendworthy", "automatic", "participant"] as const)("that is by %s", (author) => {
    expect(heard(names, {}, author)).toBeUndefined();
  });
});
