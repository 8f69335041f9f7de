import * as z from "zod";

/** The source that the platform's own backend sends signed tickets from. */
export const GENERIC = "generic";

/** The name of the source of a ticket: "generic", or the help desk's name. */
export const ticketSource = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** The name of the source of a ticket. */
export type Source = z.infer<typeof ticketSource>;
