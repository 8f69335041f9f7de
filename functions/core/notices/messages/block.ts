import type { RecordCard } from "#core/instructions/record-card";
import { WORDS } from "#core/words/words";

/** A part of a message. Plain text, HTML and help desk comments are rendered from the same parts. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "records"; readonly cards: readonly RecordCard[] }
  | { readonly kind: "link"; readonly label: string; readonly url: string };

/** A message before it is rendered. */
export interface MessageTemplate {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

/** Makes a paragraph. */
export function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

/** Makes the link to the set-up page. */
export function setupLink(url: string): Block {
  return { kind: "link", label: WORDS.linkToSetup, url };
}
