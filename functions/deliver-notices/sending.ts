import type { Notice } from "#core/onboarding/event";

/** One notice, and how it is sent. */
export interface Sending {
  /** Of the item of the outbox that holds the notice. */
  readonly pk: string;
  readonly notice: Notice;
  /** Epoch seconds: when all that is kept of it may go. */
  readonly forgetAt?: number;
  /** False while its recipient has had enough. */
  isAllowed(): Promise<boolean>;
  /** `isRetry`: it may have been sent before. */
  send(isRetry: boolean): Promise<void>;
}
