import { describe, expect, it } from "vitest";
import { evaluateSpf } from "#core/policies/spf/evaluate-spf";
import { askZone } from "./spf-zone.ts";

const ip = "192.0.2.3";

describe("the sender in a macro", () => {
  it.each<[string, string | undefined, string]>([
    ["is the given address", "anna@sender.example", "anna.at.sender.example"],
    ["has a local part of one character", "a@sender.example", "a.at.sender.example"],
    ["is postmaster without a local part", "@sender.example", "postmaster.at.sender.example"],
    ["is postmaster of the evaluated domain without an at sign", "anna", "postmaster.at.d.example.com"],
    ["is postmaster of the evaluated domain if it is absent", undefined, "postmaster.at.d.example.com"],
    ["ends at its last at sign", '"a@b"@sender.example', '"a@b".at.sender.example'],
  ])("%s", async (_what, sender, name) => {
    const asked: string[] = [];
    const ask = askZone({ "d.example.com": { TXT: "v=spf1 exists:%{l}.at.%{o}.x.example -all" } }, asked);
    await evaluateSpf({ domain: "d.example.com", ip, ask, ...(sender === undefined ? {} : { sender }) });
    expect(asked).toEqual(["TXT d.example.com", `A ${name}.x.example`]);
  });
});

describe("the evaluated domain", () => {
  const longest = `${"a.".repeat(121)}example.com`;
  const evaluate = async (domain: string) => {
    const asked: string[] = [];
    const ask = askZone({ [domain]: { TXT: "v=spf1 ?all" } }, asked);
    return { found: await evaluateSpf({ domain, ip, ask }), asked };
  };

  it("may have 253 characters", async () => {
    expect(longest).toHaveLength(253);
    expect(await evaluate(longest)).toEqual({
      found: {
        ...{ result: "neutral", matched: { domain: longest, term: "?all" } },
        ...{ lookUps: 0, voidLookUps: 0 },
      },
      asked: [`TXT ${longest}`],
    });
  });

  it.each([
    ["has 254 characters", `a${longest}`],
    ["has an empty label", "a..example.com"],
    ["has a single label", "example"],
  ])("is malformed and not asked if it %s", async (_what, domain) => {
    expect(await evaluate(domain)).toEqual({
      found: { result: "none", reason: { code: "malformed-domain", domain }, lookUps: 0, voidLookUps: 0 },
      asked: [],
    });
  });
});
