import { describe, expect, it } from "vitest";
import { parseEmailAddress } from "#core/names/email-address";
import { judgeAddress } from "#core/projects/from-addresses/judge-address";
import isemail from "./corpora/isemail.json" with { type: "json" };
import jsonSchema from "./corpora/json-schema.json" with { type: "json" };

/**
 * The addresses from which SES can send: a dot-atom (RFC 5322 §3.2.3) in ASCII, and at least two labels, the
 * last with a letter.
 */
const SENDABLE =
  /^(?=.{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z\d-]*[a-z][a-z\d-]*$/i;

/** Removes what people copy along: spaces around, and the final dot of a complete domain name. */
function tidied(text: string): string {
  return text.replace(/^ +| +$/g, "").replace(/\.$/, "");
}

function isRefused(text: string): boolean {
  const facts = { isMailFrom: false, receivesMail: "unknown" } as const;
  const judgement = judgeAddress({ address: text }, facts);
  return "refusals" in judgement && judgement.refusals.includes("not-an-address");
}

describe("the corpus of isemail", () => {
  const right = isemail.flatMap(([address = "", diagnosis = ""]) =>
    diagnosis === "valid" || diagnosis.startsWith("dnsWarn") ? [address] : [],
  );
  const wrong = isemail.flatMap(([address = "", diagnosis = ""]) =>
    right.includes(address) ? [] : [[diagnosis, address] as const],
  );

  it.each(right.filter((address) => address !== "test@io"))("takes %j", (address) => {
    expect(parseEmailAddress(address)?.address).toBe(address);
    expect(isRefused(address)).toBe(false);
  });

  it("refuses a top level domain, which no owner can prove", () => {
    expect(isRefused("test@io")).toBe(true);
  });

  it.each(wrong)("refuses %s %j, or takes what a person meant", (_diagnosis, address) => {
    const read = parseEmailAddress(address)?.address;
    expect(isRefused(address)).toBe(read === undefined);
    if (read !== undefined) {
      expect(read).toMatch(SENDABLE);
      expect(read).toBe(tidied(address));
    }
  });

  it("refuses an address that has anything but spaces around it", () => {
    const taken = wrong.filter(([, address]) => parseEmailAddress(address) !== undefined);
    expect(taken.map(([diagnosis]) => diagnosis).sort()).toMatchInlineSnapshot(`
      [
        "cfwsFWS",
        "cfwsFWS",
        "errDotEnd",
      ]
    `);
  });
});

describe("the corpus of JSON Schema", () => {
  it.each(jsonSchema)("judges %j as SES would", (text, isValid, format) => {
    const read = parseEmailAddress(String(text))?.address;
    expect(isRefused(String(text))).toBe(read === undefined);
    if (read !== undefined) expect(read).toMatch(SENDABLE);
    // All invalid addresses are refused, and also valid ones with quoted, literal or non-ASCII parts.
    if (isValid === false && format === "email") expect(read).toBeUndefined();
    if (isValid === true && SENDABLE.test(String(text))) expect(read).toBe(text);
  });
});

describe("addresses that seem right and are not", () => {
  it.each([
    ["a line end after it", "news@oxfordstones.example\n"],
    ["a header after it", "news@oxfordstones.example\r\nBcc: all@oxfordstones.example"],
    ["a blank before the domain", "news@ oxfordstones.example"],
    ["a tab around it", "\tnews@oxfordstones.example"],
    ["a zero byte", "news\u0000@oxfordstones.example"],
    ["a full-width @", "news＠oxfordstones.example"],
    ["a right-to-left mark", "news\u202E@oxfordstones.example"],
    ["an address in angle brackets", "<news@oxfordstones.example>"],
    ["two addresses", "a@oxfordstones.example,b@oxfordstones.example"],
    ["a lone surrogate", "\uD800@oxfordstones.example"],
    ["an address in hexadecimal", "news@0x7f.0x1"],
    ["a thousand labels", `a@${"a.".repeat(1000)}example`],
  ])("are refused with %s", (_what, text) => {
    expect(isRefused(text)).toBe(true);
  });

  it("are kept as A-labels, the local part as given", () => {
    expect(parseEmailAddress("NeWs@Bücher.EXAMPLE")?.address).toBe("NeWs@xn--bcher-kva.example");
  });
});
