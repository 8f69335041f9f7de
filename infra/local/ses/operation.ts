import type { Account } from "./account.ts";

/** What an operation is given. */
interface OperationInput {
  /** The identity that the path names, in lower case; empty where it names none. */
  readonly identity: string;
  /** The configuration set and the event destination that the path names, likewise. */
  readonly configurationSet: string;
  readonly eventDestination: string;
  /** The ARN of the reputation entity that the path names, likewise. */
  readonly reputationEntity: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** One operation of the API: input to response body. */
export type Operation = (account: Account, input: OperationInput) => unknown;
