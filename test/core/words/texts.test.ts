import { describe, expect, it } from "vitest";
import { languageOf } from "#core/words/languages";
import { type Text, textsIn } from "#core/words/texts";

const AT = Date.UTC(2026, 10, 23, 9, 41);

describe("a text", () => {
  it("joins a list as the language does", () => {
    const addresses = ["a@one.example", "b@two.example"];
    expect(textsIn("en").text("delivery.sent", { addresses })).toBe(
      "We sent a mail to a@one.example and b@two.example.",
    );
    expect(textsIn("de").text("delivery.sent", { addresses })).toContain("a@one.example und b@two.example");
  });

  it("puts the values of a list into the quotation marks of the language", () => {
    const values = ["“v=spf1 -all”", "“x”"];
    const quotedIn = (language: "en" | "de" | "fr" | "es" | "it") =>
      textsIn(language).text("record-status.text.wrong", { values }).split(": ").at(-1);
    expect(quotedIn("en")).toBe("“v=spf1 -all” and “x”.");
    expect(quotedIn("de")).toBe("„v=spf1 -all“ und „x“.");
    expect(quotedIn("fr")).toContain("« v=spf1 -all » et « x »");
    expect(quotedIn("es")).toContain("«v=spf1 -all» y «x»");
  });

  it("shows a time in the reader's language and time zone, and names the zone", () => {
    const values = { address: "a@one.example", at: AT };
    expect(textsIn("en").text("delivery.in-digest", values)).toContain("23 November 2026 at 09:41 UTC");
    expect(textsIn("de", "Europe/Berlin").text("delivery.in-digest", values)).toContain(
      "23. November 2026 um 10:41 MEZ",
    );
  });

  it("takes the plural form of the number", () => {
    const { text } = textsIn("en");
    expect(text("digest.subject", { count: 1 })).toBe("News about a domain that you set up");
    expect(text("digest.subject", { count: 12 })).toBe("News about 12 domains that you set up");
  });

  it("can be made before its reader's language is known", () => {
    const text: Text = { key: "digest.subject", values: { count: 2 } };
    expect(textsIn("fr").write(text)).toBe("Du nouveau pour 2 domaines que vous configurez");
  });

  it("leaves markup in an argument as it is", () => {
    expect(textsIn("en").text("delivery.pending", { address: "<b>{x}" })).toContain("<b>{x}");
  });
});

describe("the language", () => {
  it("is the first requested one that has a catalogue", () => {
    expect(languageOf(undefined, "eo-001", "fr-CA", "de")).toBe("fr");
    expect(languageOf("DE_at")).toBe("de");
  });

  it("is English if none of the requested ones has a catalogue", () => {
    expect(languageOf(undefined, "tlh", "")).toBe("en");
  });
});
