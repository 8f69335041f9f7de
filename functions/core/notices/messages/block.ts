import type { RecordTable } from "#core/instructions/record-table";
import type { Language } from "#core/words/languages";
import type { Texts } from "#core/words/texts";

/** A part of a message, from which plain text, HTML and help desk comments are rendered. */
export type Block =
  | { readonly kind: "headline" | "urgent" | "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "records"; readonly records: readonly RecordTable[] }
  /** `isMain` marks the action that the reader should take; a mail shows it as a button. */
  | { readonly kind: "link"; readonly label: string; readonly url: string; readonly isMain?: true };

/** The content of a message in its reader's language. */
export interface MessageContent {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

/** A message before it is rendered. */
export interface MessageTemplate extends MessageContent {
  readonly language: Language;
}

/** Makes a paragraph. */
export function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

/** Makes the button that opens the set-up page. */
export function setupButton(url: string, { text }: Texts): Block {
  return { kind: "link", label: text("mail.button"), url, isMain: true };
}
