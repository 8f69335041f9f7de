/** An argument of a text: one text, or several that are joined as a list in the reader's language. */
export type Shown = string | readonly string[];
