import * as z from "zod";

/** The key of the text that says what was expected. */
const IDENTIFIER = "fault.identifier";

/** The name of a ticket, a project or an owner. */
export const identifier = z.string(IDENTIFIER).regex(/^(?! )[\w.:/@ -]{1,100}(?<! )$/, IDENTIFIER);
