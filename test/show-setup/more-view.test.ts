import { describe, expect, it } from "vitest";
import { NO_BRAND } from "#core/brand/brand";
import { challengeRecord } from "#core/onboarding/challenge";
import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import { moreView } from "../../functions/show-setup/more-view.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

const PROOF = { token: "0a1b", because: "contested", requestedAt: BEGUN_AT } as const;
const CONTESTED = { ownership: PROOF, records: [challengeRecord("oxfordstones.example", PROOF.token)] };
const WITHOUT = { status: "ready", withoutMailFrom: { at: BEGUN_AT, by: "operator:ada" } } as const;

function viewOf(said: Partial<Onboarding> = {}, isHandOff = false) {
  const texts = textsIn("en");
  return moreView(onboardingOf(said), {
    ...{ brand: NO_BRAND.all, texts, publicUrl: "https://setup.example", token: "TOKEN" },
    ...{ now: BEGUN_AT, isHandOff },
  });
}

const WHO =
  "Sendworthy sets this up, so that the project oxford-stones can send e-mail from news@oxfordstones.example. dns@oxfordstones.example asked for it.";
const PRIVATE =
  "Anyone with this link can view and change this set-up. Share it only with people who manage this domain.";
const MAIL_FROM = [
  "Three CNAME records let Amazon SES sign your mail (DKIM). The MX and TXT records bring bounces back under your own name, email.oxfordstones.example.",
  "Your website and your mailboxes do not change. email.oxfordstones.example must have no other MX record.",
];
const CONTROL =
  "Only the person who manages the DNS of oxfordstones.example can add this record. So we know that the request comes from you.";

describe("why the records are needed", () => {
  it.each([
    ["while they are awaited", {}, MAIL_FROM, "Why these records"],
    ["of a ready domain", { status: "ready" }, MAIL_FROM, "Why these records"],
    ["of a domain that is ready without MAIL FROM", WITHOUT, [], "Why these records"],
    ["while control has to be proved", CONTESTED, [CONTROL], "Why this record"],
  ] as const)("is said %s", (_, said, reasons, title) => {
    expect(viewOf({ ...said, records: [...("records" in said ? said.records : RECORDS)] }).why).toEqual({
      title,
      paragraphs: [...reasons, WHO, PRIVATE],
    });
  });
});

const ALL = "hints why next handOff contact files amend".split(" ");
const shown = (said: Partial<Onboarding>, isHandOff = false) => {
  const view = { ...viewOf(said, isHandOff) };
  return Object.entries(view).flatMap(([name, part]) =>
    part === undefined || (Array.isArray(part) && part.length === 0) ? [] : [name],
  );
};

describe("the page has", () => {
  it.each([
    ["every part while records are awaited", {}, ALL],
    ["no other MAIL FROM domain while control has to be proved", CONTESTED, ALL.slice(0, -1)],
    ["no next step of a ready domain", { status: "ready" }, ["hints", "why", "files"]],
    ["no part about records that do not exist yet", { status: "requested", records: [] }, ["contact"]],
    ["nothing of what is over", { status: "expired" }, []],
    ["nothing of what was cancelled", { signals: { count: 1, seen: 0, cancelledAt: 1 } }, []],
  ] as [string, Partial<Onboarding>, string[]][])("%s", (_, said, names) => {
    expect(shown(said)).toEqual(names);
  });

  it("no contact for the person to whom it was handed", () => {
    expect(shown({}, true)).toEqual(ALL.filter((name) => name !== "contact"));
    expect(viewOf({}, true).handOff?.send).toBeUndefined();
    expect(viewOf().handOff?.send).toBeDefined();
  });

  it("a note for those who move from another provider, while records are awaited", () => {
    const migratingFrom = { provider: "Mailchimp", addresses: [] };
    expect(viewOf({ migratingFrom }).migration).toBeDefined();
    expect(viewOf({ migratingFrom, status: "ready" }).migration).toBeUndefined();
  });
});

const ADD = "You add the records and press the button.";
const CHECK = "We ask your name servers. If something is wrong, this page and a mail say what to change.";
const READY = "Amazon SES verifies the domain, and we set up the project. We mail you when it is ready.";

function checked(state: "right" | "unknown" | "missing", propagation: "everywhere" | "cached-elsewhere") {
  const records = RECORDS.map((record) => seen(record, { state, propagation }));
  return { lastCheck: { at: BEGUN_AT, queries: 5, records } };
}

it.each([
  ["before anything is added", {}, [ADD, CHECK, READY]],
  ["while records are missing", checked("missing", "everywhere"), [ADD, CHECK, READY]],
  ["while a check is in progress", { signals: { count: 1, seen: 0, confirmedAt: BEGUN_AT } }, [CHECK, READY]],
  ["while name servers are silent", checked("unknown", "everywhere"), [CHECK, READY]],
  ["while caches hold an older answer", checked("right", "cached-elsewhere"), [READY]],
  ["while only SES is awaited", checked("right", "everywhere"), [READY]],
])("the steps that are left %s end with the time that is left", (_, said, steps) => {
  const next = viewOf(said).next;
  expect(next?.title).toBe("What happens next");
  expect(next?.steps.slice(0, -1)).toEqual(steps);
  expect(next?.steps.at(-1)).toMatch(/^You can finish this until .+\.$/);
});

it.each([
  [{}, "Send them this text. It has everything they need."],
  [
    { dnsContact: "admin@host.example" },
    "admin@host.example already has the records. For anyone else, send this text.",
  ],
])("the text to hand off names the person who has the records: %j", (said, text) => {
  expect(viewOf(said).handOff).toMatchObject({
    title: "Does someone else manage your DNS?",
    text,
    mail: "Send it by mail",
    copy: "Copy the text",
    label: "Text for the person who manages your DNS",
  });
  expect(JSON.stringify(viewOf(said).handOff)).toContain("https://setup.example/setup/TOKEN");
});

it("offers a file for each tool", () => {
  expect(viewOf().files?.links.map(({ name }) => name)).toEqual([
    ...["zone", "csv", "json", "route53.tf", "cloudflare.tf", "cloudformation.json", "dnscontrol.js"],
    "octodns.yaml",
  ]);
});

it("offers another MAIL FROM domain", () => {
  expect(viewOf().amend).toMatchObject({
    title: "Is email.oxfordstones.example already in use?",
    label: "Another sub-domain of oxfordstones.example",
    button: "Use this sub-domain",
    mailFrom: "email.oxfordstones.example",
  });
});

it("lets a domain whose loss nobody has corrected be handed off", () => {
  const incident = {
    since: BEGUN_AT,
    records: [],
    ses: [{ subject: "dkim" as const, givesUpAt: BEGUN_AT + 1 }],
  };
  const lost = { status: "ready" as const, incident, ...checked("missing", "everywhere") };
  expect(viewOf(lost).handOff?.title).toBe("Does someone else manage your DNS?");
  expect(viewOf(lost).next).toBeUndefined();
});

it("says for how long the link works that goes out with the records", () => {
  expect(viewOf().handOff?.send?.text).toContain("It works for 14 days");
});
