import type { SentWords } from "#core/notices/sent-words";
import type { Notice } from "#core/onboarding/event";
import type { Key, Put } from "#core/table";

/** The decision about a notice before it is sent. */
export type SendingPlan =
  | { readonly kind: "send" }
  /** A later message contains everything in this one. */
  | { readonly kind: "superseded" }
  /** The recipient has had enough single mails today; `put` adds the notice to a digest. */
  | { readonly kind: "digest"; readonly digest: Key; readonly put: Put };

/** One notice, with the functions that plan and send it. */
export interface Sending {
  /** The partition of the outbox item that holds the notice. */
  readonly pk: string;
  readonly notice: Notice;
  /** When the notice's delivery state can be deleted, in epoch seconds. */
  readonly forgetAt?: number;
  /** Decides whether to send a mail to a person, which is counted if so; other notices are always sent. */
  readonly plan?: () => Promise<SendingPlan>;
  /**
   * Sends the notice; with `isRetry` it may have been sent before. Returns the text that a person received,
   * if it is about an onboarding.
   */
  send(isRetry: boolean): Promise<SentWords | undefined>;
}
