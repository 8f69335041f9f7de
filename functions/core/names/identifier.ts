import * as z from "zod";

/** The key of the text that describes a valid identifier. */
const IDENTIFIER = "fault.identifier";

/**
 * The identifier of a ticket, a project or an owner. It is never "." or "..", because URLs drop such a
 * segment (WHATWG URL §4.4).
 */
export const identifier = z.string(IDENTIFIER).regex(/^(?! |\.{1,2}$)[\w.:/@ -]{1,100}(?<! )$/, IDENTIFIER);
