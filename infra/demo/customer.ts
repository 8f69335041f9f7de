import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cloud } from "../local/cloud.ts";
import type { Mail } from "../local/ses/mailbox.ts";

/** The interval at which an expected change is polled. */
const CHECK_EVERY_MS = 25;

/** Calls `find` until it returns a value, for at most `limitMs` of real time; the error names what was `awaited`. */
export async function eventually<T>(
  awaited: string,
  find: () => T | undefined | Promise<T | undefined>,
  limitMs = 60_000,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, CHECK_EVERY_MS));
  }
  throw new Error(`waited ${limitMs / 1000} s in vain for ${awaited}`);
}

/** Returns the latest mail to `recipient` whose subject matches. */
export function mailTo(cloud: Cloud, recipient: string, subject: RegExp): Mail | undefined {
  return cloud.ses.mailbox
    .list()
    .findLast(({ to, subject: sentSubject }) => to.includes(recipient) && subject.test(sentSubject));
}

/** Returns the set-up link in a mail. */
export function setupLink({ text = "" }: Mail): string {
  const [link] = /https?:\/\/\S+\/setup\/[\w.-]+/.exec(text) ?? [];
  if (link === undefined) throw new Error("the mail holds no set-up link");
  return link;
}

/** Appends records in zone-file form to a zone, as its DNS administrator would. */
export async function publishRecords(zonesDirectory: string, zone: string, records: string): Promise<void> {
  await appendFile(join(zonesDirectory, `${zone}.zone`), `\n${records}`);
}
