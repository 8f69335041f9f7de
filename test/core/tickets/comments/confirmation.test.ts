import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isConfirmation } from "#core/tickets/comments/confirmation";
import { CONFIRMING_PHRASES } from "#core/tickets/comments/phrases";

describe("a reply confirms", () => {
  it.each([...CONFIRMING_PHRASES])("when it is %j, however it is written", (phrase) => {
    expect(isConfirmation(phrase)).toBe(true);
    expect(isConfirmation(`${phrase.toUpperCase()}!`)).toBe(true);
    expect(isConfirmation(`  ${phrase}.\r\n`)).toBe(true);
  });

  it.each([
    ["with courtesies around it", "Hi team,\n\nall done.\n\nThanks!\nAnna"],
    ["in one line with thanks", "Done, thanks!"],
    ["above a signature", "Added.\n\n-- \nAnna\nDNS agency, +44 20 7946 0000"],
    ["from a telephone", "Done\n\nSent from my iPhone"],
    ["with emoji", "Done 👍"],
    [
      "above what it quotes",
      "Done!\n\nOn Mon, 23 Nov 2026 at 10:00, Support <s@x.example> wrote:\n> Is it not done?",
    ],
    [
      "above a long quotation",
      `Done\n\nOn Mon, Support <s@x.example> wrote:\n${"> is it not done?\n".repeat(500)}`,
    ],
    ["with much space around it", `${"\n".repeat(5000)}Done${"\n".repeat(5000)}`],
    ["above a long signature", `Added\n\n-- \n${"Anna, DNS agency, +44 20 7946 0000\n".repeat(100)}`],
    ["by two phrases in German", "Hallo zusammen,\nerledigt, alles eingetragen.\nViele Grüße\nErika Braun"],
    ["in French", "Bonjour, c’est fait. Merci"],
    [
      "in a German letter with a signature, above what it quotes",
      "Guten Tag,\n\nerledigt, alles eingetragen.\n\nMit freundlichen Grüßen\nHans Müller\nIT-Abteilung\nLaden GmbH\n\nAm 30.11.2026 um 05:21 schrieb Support:\n> Bitte",
    ],
    ["to unknown Germans", "Sehr geehrte Damen und Herren,\n\nerledigt.\n\nMfG\nHans Müller"],
    ["in a French letter", "Madame, Monsieur,\n\nc'est fait.\n\nBien à vous,\nJeanne Dupont"],
    ["in a Spanish letter", "Buenos días,\n\nhecho.\n\nUn saludo,\nAna"],
    ["in an Italian letter", "Buongiorno,\n\nfatto.\n\nCordiali saluti\nAnna Rossi"],
    ["above a signature of four lines", "Done.\nThanks,\nAnna Braun\nHostmaster\nOxford Stones\nOxford"],
    ["below thanks", "Thanks!\nDone"],
    ["with a typographic apostrophe", "We’ve added the records."],
  ])("%s", (_, text) => {
    expect(isConfirmation(text)).toBe(true);
  });
});

describe("a reply does not confirm", () => {
  it.each([
    ["nothing", ""],
    ["a question", "Done?"],
    ["a question after it", "Done. Can you check?"],
    ["its opposite", "Not done"],
    ["its opposite in other words", "It is not done yet"],
    ["a condition", "Done, but the MX is refused by our panel"],
    ["a plan", "Will be done tomorrow"],
    ["a vacation responder", "Hello,\nI am out of the office until Monday.\nBest regards"],
    ["a part of it", "Two of the records are added"],
    ["thanks alone", "Thanks!"],
    ["the phrase only in what it quotes", "> Done\n\nWhat is meant by this"],
    ["the word inside a sentence", "We have done nothing so far"],
    ["more, far below what it quotes", `Done\n\n${"> is it?\n".repeat(500)}\nBut the MX is refused`],
    ["more, after much space", `Done${"\n".repeat(5000)}but the MX is refused`],
    ["more, below a closing", "Done.\nThanks,\nthe MX is refused by our panel"],
    ["more, below a closing and a name", "Done.\nThanks,\nAnna\nthe MX is refused by our panel"],
    [
      "more lines below a closing than a signature has",
      "Done.\nThanks,\nAnna Braun\nHostmaster\nOxford Stones\nOxford\nRefused",
    ],
    ["its opposite in German", "Guten Tag,\nnoch nicht erledigt.\nMfG"],
    ["its opposite in French", "Bonjour,\nce n'est pas fait.\nCordialement"],
    ["two things", "Added. Please wait until Friday."],
  ])("%s", (_, text) => {
    expect(isConfirmation(text)).toBe(false);
  });

  it("whatever else it says, and is found quickly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (noise) => {
        const words = noise.replace(/[^\p{L}]/gu, "");
        fc.pre(words.length > 12);
        expect(isConfirmation(`done ${noise}`)).toBe(false);
      }),
    );
  });

  it("by its mere length, in bounded time", () => {
    expect(isConfirmation("On ".repeat(100_000))).toBe(false);
    expect(isConfirmation(`${"> ".repeat(100_000)}done`)).toBe(false);
  });
});
