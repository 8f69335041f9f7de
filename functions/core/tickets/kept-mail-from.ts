import type { Texts } from "#core/words/texts";
import type { KeptMailFrom } from "./ticket-reply.ts";

/** Says that a MAIL FROM domain was kept, although the ticket names another one. */
export function keptText(kept: KeptMailFrom, { text }: Texts): string {
  return text("ticket.kept-mail-from", { ...kept, count: kept.projects.length });
}
