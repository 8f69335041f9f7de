import { TICKET_FIELDS, type TicketField } from "#core/onboarding/ticket-fields";
import { fieldData } from "./field-data.ts";
import { formValues } from "./form-values.ts";
import { valueAt } from "./json-pointer.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import { linesOf } from "./text-lines.ts";

/** Where a desk puts things in its payloads: JSON Pointers, the likeliest first. */
export interface DeskPointers {
  readonly ticket: readonly string[];
  readonly text: readonly string[];
  readonly requester: readonly string[];
}

/** What a help desk's payload asks for, not yet checked. */
export interface ReadTicket {
  readonly ticket: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** True if the desk itself names the requester: what a form says of it, anybody may have typed. */
  readonly isVouched: boolean;
}

/** The id of a ticket, in all desks; it becomes part of an address of the desk's API. */
export const TICKET_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** Reads a ticket as the deployment's settings say; `undefined` if the payload names none. */
export function readTicket(
  payload: unknown,
  settings: ReadingSettings,
  pointers: DeskPointers,
): ReadTicket | undefined {
  const find = (own: string | undefined, usual: readonly string[]): unknown =>
    (own === undefined ? usual : [own])
      .map((pointer) => valueAt(payload, pointer))
      .find((value) => value !== undefined && value !== null);
  const ticket = String(find(settings.ticket, pointers.ticket) ?? "");
  if (!TICKET_ID.test(ticket)) return undefined;
  const form = formValues(linesOf(find(settings.text, pointers.text)), settings.labels);
  const data: Record<string, unknown> = { ticket };
  let isVouched = false;
  for (const field of Object.keys(TICKET_FIELDS) as TicketField[]) {
    const inField = fieldData(
      field,
      find(settings.fields[field], field === "requester" ? pointers.requester : []),
    );
    if (field === "requester") isVouched = inField !== undefined;
    const value = inField ?? fieldData(field, form[field]);
    if (value !== undefined) data[field] = value;
  }
  return { ticket, data, isVouched };
}
