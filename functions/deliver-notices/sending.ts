import type { SentWords } from "#core/notices/sent-words";
import type { Notice } from "#core/onboarding/event";
import type { Key, Put } from "#core/table";

/** The decision about a notice before it is sent. */
export type SendingPlan =
  | { readonly kind: "send" }
  /** A later message says all that this one would. */
  | { readonly kind: "superseded" }
  /** The recipient got enough single mails today: `put` adds the notice to a digest. */
  | { readonly kind: "digest"; readonly digest: Key; readonly put: Put };

/** The plan of a notice that is sent at once. */
export const SEND: SendingPlan = { kind: "send" };

/** One notice, and how to send it. */
export interface Sending {
  /** The partition of the outbox item that holds the notice. */
  readonly pk: string;
  readonly notice: Notice;
  /** Epoch seconds: when the notice's progress can be deleted. */
  readonly forgetAt?: number;
  /** Decides what to do; a mail to a person is counted if it is to be sent. */
  plan(): Promise<SendingPlan>;
  /** Sends the notice; with `isRetry` it may have been sent before. Returns what a person reads of an onboarding. */
  send(isRetry: boolean): Promise<SentWords | undefined>;
}
