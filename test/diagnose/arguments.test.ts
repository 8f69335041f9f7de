import { describe, expect, it } from "vitest";
import { UsageError } from "../../infra/command-line.ts";
import { readArguments } from "../../infra/diagnose/arguments.ts";
import { D, fileWith } from "./world.ts";

const SES = ["--domain", D, "--mail-from", `email.${D}`, "--region", "eu-west-1", "--tokens", "t1,t2, t3"];

/** The complete options with another value for one of them. */
function sesWith(option: string, value: string): string[] {
  return SES.map((word, at) => (SES[at - 1] === option ? value : word));
}

it("makes the five records of SES's conventions", () => {
  const { subject, resolver, json, evidence } = readArguments([
    ...SES,
    "--hosted-zone",
    "dkim.eu-west-1.amazonses.com",
  ]);
  expect({ resolver, json, evidence }).toEqual({ json: false, evidence: false });
  expect(subject.records.map(({ type, name, values }) => [type, name, ...values])).toEqual([
    ["CNAME", `t1._domainkey.${D}`, "t1.dkim.eu-west-1.amazonses.com"],
    ["CNAME", `t2._domainkey.${D}`, "t2.dkim.eu-west-1.amazonses.com"],
    ["CNAME", `t3._domainkey.${D}`, "t3.dkim.eu-west-1.amazonses.com"],
    ["MX", `email.${D}`, "feedback-smtp.eu-west-1.amazonses.com"],
    ["TXT", `email.${D}`, "v=spf1 include:amazonses.com ~all"],
  ]);
});

it.each([
  ["127.0.0.1:5300", { address: "127.0.0.1", port: 5300 }],
  ["192.0.2.53", { address: "192.0.2.53", port: 53 }],
  ["[2001:db8::1]:5300", { address: "2001:db8::1", port: 5300 }],
])("takes the resolver %s", (text, resolver) => {
  expect(readArguments([...SES, "--resolver", text]).resolver).toEqual(resolver);
});

it.each([
  [[], "--domain is needed"],
  [["--domain", "localhost"], "--domain"],
  [SES.slice(0, 4), "--region is needed"],
  [sesWith("--region", "Ireland"), '--region: "Ireland"'],
  [sesWith("--tokens", "a,a"), '--tokens: "a,a"'],
  [sesWith("--tokens", "a,b;c"), '--tokens: "a,b;c"'],
  [sesWith("--tokens", ""), '--tokens: ""'],
  [[...SES, "--region", "eu-west-2"], "--region: give it once"],
  [[...SES, "--resolver", "dns.example:53"], "--resolver"],
  [[...SES, "--expect", "x"], "--tokens or --expect, not both"],
  [["--domain", D, "--expect", "no-such-file"], "--expect"],
])("refuses %j", (args, named) => {
  expect(() => readArguments(args)).toThrow(UsageError);
  expect(() => readArguments(args)).toThrow(named);
});

describe("--expect", () => {
  it.each([
    ["no JSON", "["],
    ["an empty list", []],
    ["another type", [{ name: D, type: "A", values: ["192.0.2.1"] }]],
    ["no full name", [{ name: "www", type: "TXT", values: ["x"] }]],
    ["a word too much", [{ name: D, type: "TXT", values: ["x"], ttl: 1 }]],
    ["two targets of a CNAME", [{ name: D, type: "CNAME", values: ["a.example", "b.example"] }]],
  ])("refuses %s", (_, content) => {
    const args = ["--domain", D, "--expect", fileWith(content)];
    expect(() => readArguments(args)).toThrow(UsageError);
  });

  it("names everything that is wrong at once, in plain words", () => {
    const content = [
      { name: D, type: "A" },
      { name: D, type: "TXT", values: [] },
    ];
    const args = ["--domain", D, "--expect", fileWith(content)];
    const words = "0.type: expected one of CNAME, MX, TXT; 1.values: expected a list of at least 1";
    expect(() => readArguments(args)).toThrow(words);
  });
});
