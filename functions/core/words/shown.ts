/** An argument of a text: a text, or several that the language joins to a list. */
export type Shown = string | readonly string[];
