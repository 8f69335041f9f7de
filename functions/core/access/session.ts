import * as z from "zod";
import type { Item, Key, Put } from "#core/table";
import { type Person, person } from "./person.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A session ends this long after it was last used. */
export const IDLE_MS = HOUR_MS;

/** A session ends this long after its sign-in, however much it is used: a working day. */
export const LONGEST_MS = 10 * HOUR_MS;

/** That a session is used is written at most this often. */
const WRITTEN_EVERY_MS = 5 * MINUTE_MS;

const session = z.object({
  pk: z.string(),
  sk: z.string(),
  version: z.number(),
  /** The deployment, provider and client that it was opened for. */
  door: z.string(),
  person,
  /** The values of the claim that give a role. */
  grants: z.array(z.string()),
  openedAt: z.number(),
  usedAt: z.number(),
  endedAt: z.number().optional(),
  forgetAt: z.number(),
});

/** The session of somebody who signed in. Its key is the hash of what the cookie holds. */
export type Session = z.infer<typeof session>;

/** The key of a session. */
export function sessionKey(hash: string): Key {
  return { pk: `session#${hash}`, sk: "session" };
}

/** Opens a session. */
export function opening(
  hash: string,
  opened: { readonly door: string; readonly person: Person; readonly grants: readonly string[] },
  now: number,
): Put {
  const times = { openedAt: now, usedAt: now, forgetAt: Math.ceil((now + LONGEST_MS) / 1000) };
  return { item: { ...sessionKey(hash), version: 1, ...opened, ...times }, expectedVersion: undefined };
}

/** Reads a session; `undefined` if it is over, or was opened for another door. */
export function openSession(item: Item | undefined, door: string, now: number): Session | undefined {
  const read = session.safeParse(item);
  if (!read.success) return undefined;
  const { door: own, openedAt, usedAt, endedAt } = read.data;
  const isOver = endedAt !== undefined || now >= openedAt + LONGEST_MS || now >= usedAt + IDLE_MS;
  return own === door && !isOver ? read.data : undefined;
}

/** Writes down that a session is used; `undefined` if that was written lately. */
export function using(current: Session, now: number): Put | undefined {
  return now < current.usedAt + WRITTEN_EVERY_MS ? undefined : changed(current, { usedAt: now });
}

/** Ends a session, wherever its cookie lies. */
export function ending(current: Session, now: number): Put {
  return changed(current, { endedAt: now });
}

function changed(current: Session, change: Partial<Session>): Put {
  const { version } = current;
  return { item: { ...current, ...change, version: version + 1 }, expectedVersion: version };
}
