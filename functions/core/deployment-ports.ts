/** The state of an AWS account in SES. */
export interface SesAccountState {
  readonly isOutOfSandbox: boolean;
  readonly isSendingEnabled: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  readonly enforcement: string;
  readonly mailsADay: number;
  readonly mailsSentToday: number;
  /** The pricing plan, such as `ESSENTIALS`, and the plan of the next month. */
  readonly plan: string | undefined;
  readonly nextPlan: string | undefined;
}

/** The state of an identity in SES. */
export interface SesIdentityState {
  readonly isVerified: boolean;
  /** True if mail is signed with the domain's own DKIM key. */
  readonly isSigned: boolean;
}

/** Reads the state of the account in SES. */
export interface SesAccount {
  readState(): Promise<SesAccountState>;
  /** Reads one identity; `undefined` if it does not exist. */
  readIdentity(identity: string): Promise<SesIdentityState | undefined>;
  /** Returns the number of identities, and the names of the e-mail-address identities. */
  readIdentities(): Promise<{ readonly count: number; readonly addresses: readonly string[] }>;
}

/** A subscription to a topic, confirmed or not. */
export interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly isConfirmed: boolean;
}

/** Lists the subscriptions to the operations topic. */
export interface OpsSubscriptions {
  list(): Promise<readonly Subscription[]>;
}

/** Counts the messages in a queue. */
export interface QueueDepths {
  depth(queueUrl: string): Promise<number>;
}

/** Lists the stack's alarms that are in the state ALARM. */
export interface Alarms {
  firing(): Promise<readonly string[]>;
}

/** Checks whether the state machine exists. */
export interface StateMachineReader {
  exists(): Promise<boolean>;
}

/** The result of a query to one server over one transport. */
export interface EgressAnswer {
  readonly server: string;
  readonly role: "resolver" | "root server";
  readonly transport: "UDP" | "TCP";
  readonly isHeard: boolean;
}

/** Queries resolvers and a root server, over UDP and over TCP. */
export interface DnsEgress {
  ask(): Promise<readonly EgressAnswer[]>;
}
