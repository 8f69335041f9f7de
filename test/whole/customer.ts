import { dynamodbReader } from "#adapters/dynamodb/reader";
import type { Onboarding } from "#core/onboarding/onboarding";
import { readOnboarding } from "#core/onboarding/store";
import { setupToken } from "#platform/setup-link/setup-token";
import { addZone, ticketFor } from "../../infra/bench/whole/customers.ts";
import { publishRecords } from "../../infra/demo/customer.ts";
import { sendTicket } from "../../infra/demo/send-ticket.ts";
import type { World } from "./world.ts";

/** The signals that a person can send. */
export type Word = "confirm" | "check" | "amend" | "cancel";

/** The answer that a person got. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a ticket as support's system does; returns the answer. */
export function send(world: World, ticket: unknown): Promise<{ status: number; body: string }> {
  return world.act(() => sendTicket(ticket, world.cloud.urls));
}

/** Makes the zone of a customer and sends its ticket; returns the id of the onboarding. */
export async function open(
  world: World,
  domain: string,
  said: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  await addZone(world.cloud.zonesDirectory, domain);
  const { status, body } = await send(world, ticketFor(domain, said));
  if (status !== 202) throw new Error(`The ticket for ${domain} was answered ${status} ${body}`);
  return JSON.parse(body).onboardingId;
}

/** Returns the set-up link in the mails. */
export function linkOf({ cloud }: World, onboardingId: string): string {
  const { current } = JSON.parse(cloud.secret("sendworthy-LinkSecret"));
  return `${cloud.urls.http}/setup/${setupToken({ onboardingId, linkVersion: 1 }, current)}`;
}

/** Reads the onboarding from the table. */
export function read({ table }: World, onboardingId: string): Promise<Onboarding> {
  return readOnboarding(dynamodbReader(table, "sendworthy-Table"), onboardingId);
}

/** Acts as the DNS administrator: copies the records of the set-up page into the zone. */
export async function publish(world: World, onboardingId: string): Promise<void> {
  const { identity } = await read(world, onboardingId);
  const answer = await fetch(`${linkOf(world, onboardingId)}/records.zone`);
  if (!answer.ok) throw new Error(`The records were answered ${answer.status}`);
  await publishRecords(world.cloud.zonesDirectory, identity, await answer.text());
}

/** Sends a signal: as the customer on the set-up page, or as support by a signed ticket. */
export async function say(world: World, onboardingId: string, word: Word): Promise<Answer> {
  if (word === "cancel") {
    const { ticket } = await read(world, onboardingId);
    const { status, body } = await send(world, cancellationOf(ticket));
    return { status, body: JSON.parse(body) };
  }
  const { identity } = await read(world, onboardingId);
  const answer = await fetch(`${linkOf(world, onboardingId)}/${word}`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    ...(word === "amend" && { body: JSON.stringify({ mailFrom: `post.${identity}` }) }),
  });
  return { status: answer.status, body: await answer.json() };
}

/** Makes the message that cancels an onboarding. */
export function cancellationOf(ticket: string) {
  return { type: "onboarding.cancelled", data: { ticket } };
}
