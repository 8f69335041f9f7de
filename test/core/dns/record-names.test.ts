import { expect, it } from "vitest";
import { exchangeOf, firstLabel, hostIn, namesAbove, unlikelyLabel } from "#core/dns/record-names";

it.each([
  ["example.com", "@"],
  ["email.example.com", "email"],
  ["t1._domainkey.shop.example.com", "t1._domainkey.shop"],
  ["notexample.com", "notexample.com"],
])("writes %s as %s in the panel of the zone example.com", (name, host) => {
  expect(hostIn("example.com", name)).toBe(host);
});

it("lists the names from the parent up to the top, and none beyond", () => {
  expect(namesAbove("a.b.example.com", "example.com")).toEqual(["b.example.com", "example.com"]);
  expect(namesAbove("a.example.com", "example.com")).toEqual(["example.com"]);
  expect(namesAbove("example.com", "example.com")).toEqual([]);
});

it("returns the leftmost label", () => {
  expect(["email.example.com", "com"].map(firstLabel)).toEqual(["email", "com"]);
});

it("returns the exchange of an MX in the form in which names are compared", () => {
  expect(exchangeOf("10 Mail.Example.COM.")).toBe("mail.example.com");
});

it("always returns the same label for a domain, and another one for another domain", () => {
  const domains = ["example.com", "example.org", "examplf.com", "a.example.com"];
  const labels = domains.map(unlikelyLabel);
  expect(domains.map(unlikelyLabel)).toEqual(labels);
  expect(new Set(labels).size).toBe(domains.length);
  for (const label of labels) expect(label).toMatch(/^nobody-[0-9a-z]{1,8}$/);
});
