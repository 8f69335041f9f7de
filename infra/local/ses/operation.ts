import type { Account } from "./account.ts";

/** The input of an operation. */
interface OperationInput {
  /** The identity that the path names, in lower case; empty if it names none. */
  readonly identity: string;
  /** The configuration set that the path names; empty if it names none. */
  readonly configurationSet: string;
  /** The event destination that the path names; empty if it names none. */
  readonly eventDestination: string;
  /** The ARN of the reputation entity that the path names; empty if it names none. */
  readonly reputationEntity: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** An operation of the API; it returns the response body. */
export type Operation = (account: Account, input: OperationInput) => unknown;
