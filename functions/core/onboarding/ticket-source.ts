import * as z from "zod";

/** The source of tickets that the platform's own backend signs and sends. */
export const GENERIC = "generic";

/** The name of a ticket's source: "generic", or the help desk's name. */
export const ticketSource = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** The name of a ticket's source. */
export type Source = z.infer<typeof ticketSource>;
