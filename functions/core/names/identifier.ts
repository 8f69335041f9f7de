import * as z from "zod";

const IDENTIFIER = "1 to 100 letters, digits, spaces inside and any of . _ : / @ -";

/** The name of a ticket, a project or an owner. */
export const identifier = z.string(IDENTIFIER).regex(/^(?! )[\w.:/@ -]{1,100}(?<! )$/, IDENTIFIER);
