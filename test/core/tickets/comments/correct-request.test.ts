import { expect, it } from "vitest";
import { correctRequest } from "#core/tickets/comments/correct-request";
import type { Author } from "#core/tickets/comments/interpret-comment";
import { commented } from "#core/tickets/comments/ticket-event";
import { USUAL_READING } from "#core/tickets/reading/reading-settings";

const WAITING = { ticket: "1004", data: { project: "shpo", language: "en" }, isVouched: true };

/** Returns the fields that a comment corrects. */
function corrected(text: unknown, author: Author = "customer"): object | undefined {
  const event = commented("1004", author, text);
  if (event.type !== "ticket.commented") throw new Error("It is a comment");
  return correctRequest(WAITING, event.comment, USUAL_READING)?.data;
}

it.each<[string, unknown]>([
  ["a line", "Project: shop"],
  ["a line among others", "Hi,\n\nsorry, here it is:\n Project : shop\n\nBest,\nAnna"],
  ["marks of a list and of bold text", "- **Project:** shop"],
  ["a quotation above it", "> Project: oxford-stones\n\nProject: shop"],
  ["an HTML mail", "<div>Hi,</div><div>Project: shop</div><br><div>Anna</div>"],
  ["an HTML mail with a table", "<table><tr><td>Project</td><td>shop</td></tr></table>"],
  [
    "an HTML mail above what it quotes",
    "<p>Project: shop</p><div>On Mon, Nov 23, 2026, Support wrote:<br></div><blockquote><p>Project: oxford-stones</p></blockquote>",
  ],
  [
    "an HTML mail below what it quotes",
    "<blockquote><p>Project: oxford-stones</p></blockquote><p>Project: shop</p>",
  ],
  [
    "a mail above what Outlook quotes",
    "Project: shop\n\nFrom: Support <help@desk.example>\nSent: Monday\nTo: Anna\nSubject: Re\n\nProject: oxford-stones",
  ],
  [
    "an Atlassian document",
    { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Project: shop" }] }] },
  ],
  ["wide letters", "Ｐｒｏｊｅｃｔ：ｓｈｏｐ"],
  ["German", "Projekt: shop"],
  ["French, with the space before its colon", "Projet\u00a0: shop"],
  ["Spanish", "Proyecto: shop"],
  ["Italian", "Progetto: shop"],
  ["quotation marks", "Project: “shop”"],
  ["a sentence with a full stop", "Project: shop."],
  ["a line with a dash", "Project – shop"],
])("reads a correction in %s", (_, text) => {
  expect(corrected(text)).toEqual({ project: "shop", language: "en" });
});

it("reads two corrections in one reply, of which the first counts where they differ", () => {
  expect(corrected("Project: shop\nLanguage: Deutsch\nProject: other")).toEqual({
    project: "shop",
    language: "de",
  });
});

it("reads several values in one line, and one that is taken away", () => {
  expect(corrected("Project: shop, Time zone: Europe/Berlin; Language: none")).toEqual({
    project: "shop",
    timeZone: "Europe/Berlin",
  });
});

it("keeps a value whose line in the reply is empty", () => {
  expect(corrected("Language: Deutsch\nProject:")).toEqual({ project: "shpo", language: "de" });
});

it.each<[string, unknown, Author?]>([
  ["no line of a form", "Which project do you mean?"],
  ["a person in copy", "Project: shop", "participant"],
  ["a robot", "Project: shop", "automatic"],
  ["our own example", "Project: oxford-stones", "sendworthy"],
  [
    "our own answer by a user of the desk",
    "Complétez ou corrigez ceci, pour que nous puissions configurer le domaine :\nProject: oxford-stones",
    "agent",
  ],
  ["what it quotes", "What is that?\n\n> Project: oxford-stones"],
  [
    "what an HTML mail quotes",
    "<p>What is that?</p><blockquote>For example:<p>Project: oxford-stones</p></blockquote>",
  ],
  [
    "what Outlook quotes",
    "What is that?\n\nFrom: Support <help@desk.example>\nSent: Monday\nTo: Anna\nSubject: Re\n\nProject: oxford-stones",
  ],
  [
    "what Outlook quotes in German",
    "Was ist das?\n\nVon: Support <help@desk.example>\nGesendet: Montag\nAn: Anna\nBetreff: Re\n\nProject: oxford-stones",
  ],
  [
    "what Outlook quotes in French",
    "Quoi ?\n\nDe : Support <help@desk.example>\nEnvoyé : lundi\nÀ : Anna\nObjet : Re\n\nProject: oxford-stones",
  ],
  [
    "what an Atlassian document quotes",
    {
      type: "doc",
      content: [
        {
          type: "blockquote",
          content: [{ type: "paragraph", content: [{ type: "text", text: "Project: oxford-stones" }] }],
        },
      ],
    },
  ],
])("takes no correction from %s", (_, text, author = "customer") => {
  expect(corrected(text, author)).toBeUndefined();
});
