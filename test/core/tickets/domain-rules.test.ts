import { describe, expect, it } from "vitest";
import { domainRules, requestRuleFaults, ruleFaults, withOwnAddresses } from "#core/tickets/domain-rules";

const refuses = (rules: object, name: string) =>
  ruleFaults(domainRules.parse(rules), "fromAddresses", name).length > 0;

describe("a deployer's rules", () => {
  it.each([
    ["take any domain where nothing is said", {}, "oxfordstones.example", false],
    ["take an allowed domain", { allow: ["oxfordstones.example"] }, "oxfordstones.example", false],
    ["take what lies below an allowed domain", { allow: ["a.example"] }, "news.a.example", false],
    ["take nothing else than what is allowed", { allow: ["a.example"] }, "b.example", true],
    ["take nothing above what is allowed", { allow: ["news.a.example"] }, "a.example", true],
    ["never take a denied domain", { deny: ["a.example"] }, "a.example", true],
    ["never take what lies below a denied domain", { deny: ["a.example"] }, "news.a.example", true],
    ["take what lies above a denied domain", { deny: ["old.a.example"] }, "a.example", false],
    ["deny what they allow", { allow: ["a.example"], deny: ["x.a.example"] }, "x.a.example", true],
    ["never take the platform's own domain", { own: ["platform.example"] }, "platform.example", true],
    ["take nothing below the platform's own", { own: ["platform.example"] }, "m.platform.example", true],
    ["take nothing above the platform's own", { own: ["m.platform.example"] }, "platform.example", true],
    ["take a sibling of the platform's own", { own: ["m.platform.example"] }, "n.platform.example", false],
    ["know a name that only ends alike", { deny: ["a.example"] }, "bad-a.example", false],
  ])("%s", (_, rules, name, refused) => {
    expect(refuses(rules, name)).toBe(refused);
  });

  it("count the domains of the platform's addresses as its own", () => {
    const rules = withOwnAddresses(domainRules.parse({}), ["sendworthy@mail.platform.example", ""]);
    expect(rules.own).toEqual(["mail.platform.example"]);
  });
});

it("reports once that a domain breaks a rule, although its MAIL FROM domain breaks it, too", () => {
  const rules = domainRules.parse({ deny: ["a.example"] });
  const faults = requestRuleFaults(rules, { identity: "a.example", mailFrom: "email.a.example" });
  expect(faults.map(({ field }) => field)).toEqual(["fromAddresses"]);
});

it("checks the MAIL FROM domain by itself, and none where one is to be proposed", () => {
  const rules = domainRules.parse({ allow: ["a.example"], deny: ["email.a.example"], own: ["p.example"] });
  expect(requestRuleFaults(rules, { identity: "a.example" })).toEqual([]);
  expect(requestRuleFaults(rules, { identity: "a.example", mailFrom: "email.a.example" })).toEqual([
    {
      field: "mailFrom",
      sent: "email.a.example",
      expected: { key: "fault.not-denied", values: { domain: "email.a.example" } },
    },
  ]);
});
