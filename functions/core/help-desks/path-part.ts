import { HelpDeskRefusedError } from "./errors.ts";

/** Checks that a ticket's id can be in the path of an API call without changing where the call goes. */
export function pathPart(ticket: string): string {
  if (/^[\w-]{1,100}$/.test(ticket)) return ticket;
  throw new HelpDeskRefusedError("The id is not one that a help desk gives a ticket");
}
