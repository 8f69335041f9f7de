import * as z from "zod";
import type { Item, Key, Put } from "#core/table";
import { type Person, person } from "./person.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A session ends after this time without use. */
export const IDLE_MS = HOUR_MS;

/** A session ends this long after the sign-in, even if it is in use: a working day. */
export const LONGEST_MS = 10 * HOUR_MS;

/** The last use of a session is written at most this often, to save writes. */
const WRITTEN_EVERY_MS = 5 * MINUTE_MS;

const session = z.object({
  pk: z.string(),
  sk: z.string(),
  version: z.number(),
  /** The deployment, provider and client that the session is valid for. */
  realm: z.string(),
  person,
  /** The values of the claim that give a role. */
  grants: z.array(z.string()),
  openedAt: z.number(),
  usedAt: z.number(),
  endedAt: z.number().optional(),
  forgetAt: z.number(),
});

/** The session of a person who signed in. The key of its item is the hash of the cookie's secret. */
export type Session = z.infer<typeof session>;

/** The key of a session. */
export function sessionKey(hash: string): Key {
  return { pk: `session#${hash}`, sk: "session" };
}

/** Builds the write of a new session. */
export function opening(
  hash: string,
  opened: { readonly realm: string; readonly person: Person; readonly grants: readonly string[] },
  now: number,
): Put {
  const times = { openedAt: now, usedAt: now, forgetAt: Math.ceil((now + LONGEST_MS) / 1000) };
  return { item: { ...sessionKey(hash), version: 1, ...opened, ...times }, expectedVersion: undefined };
}

/** Reads a session; `undefined` if it has ended, or belongs to another deployment, provider or client. */
export function openSession(item: Item | undefined, realm: string, now: number): Session | undefined {
  const read = session.safeParse(item);
  if (!read.success) return undefined;
  const { realm: own, openedAt, usedAt, endedAt } = read.data;
  const isOver = endedAt !== undefined || now >= openedAt + LONGEST_MS || now >= usedAt + IDLE_MS;
  return own === realm && !isOver ? read.data : undefined;
}

/** Builds the write of the last use; `undefined` if the last write was a short time ago. */
export function using(current: Session, now: number): Put | undefined {
  return now < current.usedAt + WRITTEN_EVERY_MS ? undefined : changed(current, { usedAt: now });
}

/** Builds the write that ends a session; copies of its cookie stop working, too. */
export function ending(current: Session, now: number): Put {
  return changed(current, { endedAt: now });
}

function changed(current: Session, change: Partial<Session>): Put {
  const { version } = current;
  return { item: { ...current, ...change, version: version + 1 }, expectedVersion: version };
}
