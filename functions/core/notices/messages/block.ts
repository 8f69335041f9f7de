import type { RecordCard } from "#core/instructions/record-card";
import { WORDS } from "#core/words/words";

/** A part of a letter; the plain text and the HTML are both made of the same parts, so neither says more. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "records"; readonly cards: readonly RecordCard[] }
  | { readonly kind: "link"; readonly label: string; readonly url: string };

/** A letter before it is laid out. */
export interface MessageTemplate {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

/** A paragraph. */
export function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

/** The way to the set-up page. */
export function setupLink(url: string): Block {
  return { kind: "link", label: WORDS.linkToSetup, url };
}
