import * as z from "zod";
import { TICKET_FIELDS, type TicketField } from "#core/onboarding/ticket-fields";
import { fieldData } from "./field-data.ts";
import { formValues } from "./form-values.ts";
import { valueAt } from "./json-pointer.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import { tagsIn } from "./tags.ts";
import { linesOf } from "./text-lines.ts";

/** The places of values in a desk's payloads: JSON Pointers, the likeliest first. */
export interface DeskPointers {
  readonly ticket: readonly string[];
  readonly text: readonly string[];
  readonly requester: readonly string[];
  readonly tags: readonly string[];
}

/** The request in a help desk's payload, before validation. */
export interface ReadTicket {
  readonly ticket: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** True if the desk itself names the requester. A name in a form could have been typed by anyone. */
  readonly isVouched: boolean;
}

/** A ticket, and whether it has a sign of a request: a mapped field, a label of the form, or the tag. */
interface DeskTicket extends ReadTicket {
  readonly isRequest: boolean;
}

/** The form of ticket ids in all desks; an id becomes part of an address of the desk's API. */
const TICKET_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * The id of a ticket as a desk sends it, as a number or a text. Anything else is no id: converted to text, an
 * absent value would read as the ticket "undefined".
 */
export const ticketId = z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(TICKET_ID));

/** Returns the value at the place of the ticket's id in a payload; `undefined` if there is none. */
export function sentAsTicket(
  payload: unknown,
  settings: Pick<ReadingSettings, "ticket">,
  pointers: Pick<DeskPointers, "ticket">,
): unknown {
  return firstAt(payload, settings.ticket, pointers.ticket);
}

/** Reads a ticket by the deployment's settings; `undefined` if the payload contains no ticket. */
export function readTicket(
  payload: unknown,
  settings: ReadingSettings,
  pointers: DeskPointers,
): DeskTicket | undefined {
  const find = (own: string | undefined, usual: readonly string[]) => firstAt(payload, own, usual);
  const { data: ticket } = ticketId.safeParse(sentAsTicket(payload, settings, pointers));
  if (ticket === undefined) return undefined;
  const form = formValues(linesOf(find(settings.text, pointers.text)), settings.labels);
  const fields = mapFields((field) => fieldData(field, find(settings.fields[field], [])));
  const typed = mapFields((field) => fieldData(field, form[field]));
  const own = settings.fields.requester;
  const requesters = requestersAt(payload, own === undefined ? pointers.requester : [own]);
  const data = { ticket, ...typed, ...fields, ...(requesters.length > 0 && { requester: requesters[0] }) };
  const hasTag = tagsIn(find(undefined, pointers.tags)).includes(settings.requestTag);
  const isRequest = Object.keys(fields).length > 0 || Object.keys(form).length > 0 || hasTag;
  return { ticket, data, isVouched: requesters.length === 1, isRequest };
}

function firstAt(payload: unknown, own: string | undefined, usual: readonly string[]): unknown {
  return (own === undefined ? usual : [own])
    .map((pointer) => valueAt(payload, pointer))
    .find((value) => value !== undefined && value !== null);
}

/**
 * Returns the different requesters in a payload. A body that the deployer composed names one. A second one
 * may come from a text whose placeholder the desk did not escape.
 */
function requestersAt(payload: unknown, pointers: readonly string[]): readonly unknown[] {
  const values = pointers.map((pointer) => fieldData("requester", valueAt(payload, pointer)));
  return [...new Set(values.filter((value) => value !== undefined))];
}

/** Returns the fields that have a value. */
function mapFields(valueFor: (field: TicketField) => unknown): Partial<Record<TicketField, unknown>> {
  const fields = Object.keys(TICKET_FIELDS) as TicketField[];
  return Object.fromEntries(
    fields.map((field) => [field, valueFor(field)] as const).filter(([, value]) => value !== undefined),
  );
}
