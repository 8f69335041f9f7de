import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayNameFault, fromHeader } from "#core/projects/from-addresses/display-name";
import { readRequestedAddresses } from "#core/projects/from-addresses/requested-address";
import { parseJson } from "#platform/http/json-body";

const ADDRESS = "news@oxfordstones.example";

/**
 * Returns what a mail program shows for a phrase (RFC 5322 §3.2.4, RFC 2047 §6.2); written independently of
 * the code under test.
 */
function read(phrase: string): string {
  if (phrase.startsWith('"')) return phrase.slice(1, -1).replace(/\\(.)/g, "$1");
  const words = [...phrase.matchAll(/=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=/g)];
  return words.length === 0
    ? phrase
    : words.map(([, text = ""]) => Buffer.from(text, "base64").toString("utf8")).join("");
}

describe("a display name", () => {
  it.each([
    ["Oxford Stones", `Oxford Stones <${ADDRESS}>`],
    ["Oxford Stones, Ltd.", `"Oxford Stones, Ltd." <${ADDRESS}>`],
    ['The "Stones" \\ Co', `"The \\"Stones\\" \\\\ Co" <${ADDRESS}>`],
    [`${"Ö".repeat(22)}a`, `=?utf-8?B?${"w5bDlsOW".repeat(7)}w5Zh?= <${ADDRESS}>`],
    ["Ö".repeat(23), `=?utf-8?B?${"w5bDlsOW".repeat(7)}w5Y=?= =?utf-8?B?w5Y=?= <${ADDRESS}>`],
    ["Öl", `=?utf-8?B?w5Zs?= <${ADDRESS}>`],
  ])("%j is written as %s", (name, header) => {
    expect(fromHeader(ADDRESS, name)).toBe(header);
  });

  it("is none where there is none", () => {
    expect(fromHeader(ADDRESS)).toBe(ADDRESS);
  });

  it.each([
    ["", "empty"],
    ["  ", "empty"],
    ["News\r\nBcc: all@oxfordstones.example", "control-characters"],
    ["News\u202Egnp.exe", "control-characters"],
    ["News\u200B", "control-characters"],
    ["News\u2028", "control-characters"],
    ["\uD800", "control-characters"],
    ["\u3164", "empty"],
    ["\u115f", "empty"],
    [" \uffa0 \u034f\ufe0f", "empty"],
    ["\u2800\u3000", "empty"],
    ["\u0301", "empty"],
    ["\u{e0100}", "empty"],
    ["\ufffd", "lost-characters"],
    ["Oxford \ufffd Stones", "lost-characters"],
    ["Oxford \ud83d", "control-characters"],
    ["service@bank.example", "at-sign"],
    ["service\uff20bank.example", "at-sign"],
    ["service\ufe6bbank.example", "at-sign"],
    ["=?utf-8?B?c2VydmljZUBiYW5rLmV4YW1wbGU=?=", "encoded-text"],
    ["=?UTF-8?Q?service=40bank.example?= News", "encoded-text"],
    ["\uff1d\uff1futf-8?Q?service=40bank.example\uff1f\uff1d", "encoded-text"],
    ["= ?utf-8?Q?x? =", "encoded-text"],
    ["=\u034f?utf-8?q?x", "encoded-text"],
    ["cut off: =?utf-8?Q?x", "encoded-text"],
    ["\ufdfa".repeat(20), "too-long"],
    ["N".repeat(101), "too-long"],
  ])("%j is refused", (name, because) => {
    expect(displayNameFault(name)).toBe(because);
  });

  it.each(["\u034f", "\ufe0f", "\u3164", "\u115f", "\u17b4", "\u{e0100}", " \u034f\u180b "])(
    "is refused as an encoded word with %j inside, which mail programs may leave out",
    (hidden) => {
      expect(displayNameFault(`=${hidden}?utf-8?q?x?${hidden}=`)).toBe("encoded-text");
    },
  );

  it.each(["\u2764\ufe0f Stones", "\u1019\u1039\u1019", "?", "1", "\u{1f469}\u{1f3fd}"])(
    "%j is accepted: it shows something, and nothing else than it holds",
    (name) => {
      expect(displayNameFault(name)).toBeUndefined();
    },
  );

  it("with half a character in its JSON is refused, not sent with a replacement", () => {
    const sent = parseJson(`{"addresses": [{"address": "${ADDRESS}", "displayName": "News \\ud83d"}]}`);
    const read = readRequestedAddresses(sent, "ticket");
    const [name = ""] = "asked" in read ? read.asked.addresses.map(({ displayName }) => displayName) : [];
    expect(displayNameFault(name)).toBe("lost-characters");
  });

  it("is kept in the form that is judged", () => {
    const read = readRequestedAddresses(
      {
        addresses: [
          { address: ADDRESS, displayName: "\uff2f\uff58\uff46\uff4f\uff52\uff44 St\u006f\u0308nes" },
        ],
      },
      "ticket",
    );
    expect(read).toMatchObject({ asked: { addresses: [{ displayName: "Oxford St\u00f6nes" }] } });
  });

  it("of any letters can be read back, in one line of ASCII and words of 75 at most", () => {
    const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(names, (name) => {
        fc.pre(displayNameFault(name) === undefined);
        const header = fromHeader(ADDRESS, name);
        expect(header).toMatch(/^[\x20-\x7e]+$/);
        const phrase = header.slice(0, -` <${ADDRESS}>`.length);
        expect(read(phrase)).toBe(name);
        if (phrase.startsWith("=?"))
          for (const word of phrase.split(" ")) expect(word.length).toBeLessThanOrEqual(75);
      }),
      { numRuns: 1000 },
    );
  });
});
