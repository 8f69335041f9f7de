import type { Notice } from "#core/onboarding/event";

/** One notice, and how to send it. */
export interface Sending {
  /** The partition of the outbox item that holds the notice. */
  readonly pk: string;
  readonly notice: Notice;
  /** Epoch seconds: when the notice's progress can be deleted. */
  readonly forgetAt?: number;
  /** Returns false if the recipient may not get more mail today. */
  isAllowed(): Promise<boolean>;
  /** Sends the notice; with `isRetry` it may have been sent before. */
  send(isRetry: boolean): Promise<void>;
}
