import * as z from "zod";

/** The key of the text that says what was expected. */
const IDENTIFIER = "fault.identifier";

/** The name of a ticket, a project or an owner. Never "." or "..": URLs drop such a segment (WHATWG URL §4.4). */
export const identifier = z.string(IDENTIFIER).regex(/^(?! |\.{1,2}$)[\w.:/@ -]{1,100}(?<! )$/, IDENTIFIER);
