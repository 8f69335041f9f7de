import type { Collection } from "../store.ts";

/** A message that the local SES accepted; it never leaves the machine. */
export interface Mail {
  /** SES's MessageId, which begins with the time. */
  readonly id: string;
  /** Epoch milliseconds of the local cloud's clock. */
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** The envelope sender (RFC 5321 MAIL FROM). */
  readonly returnPath: string;
  /** The address that a receiving host would see. */
  readonly clientIp: string;
  /** The domains of the DKIM signatures. */
  readonly signedBy: readonly string[];
  /** The configuration set that the sender named, or the identity's default. */
  readonly configurationSet?: string;
  readonly tenant?: string;
  readonly text?: string;
  readonly html?: string;
  /** The whole message with its DKIM signatures, as SES would send it. */
  readonly raw: string;
}

/** All mail sent so far, oldest first. */
export interface Mailbox {
  list(): Mail[];
  get(id: string): Mail | undefined;
  add(mail: Mail): void;
}

/** Makes a mailbox that stores its mail in a collection. */
export function createMailbox(mails: Collection<Mail>): Mailbox {
  return {
    list: () => mails.list().map(({ value }) => value),
    get: (id) => mails.get(id),
    add: (mail) => mails.put(mail.id, mail),
  };
}
