/** What an account's SES says of itself. */
export interface SesAccountState {
  readonly isOutOfSandbox: boolean;
  readonly isSendingEnabled: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  readonly enforcement: string;
  readonly mailsADay: number;
  readonly mailsSentToday: number;
}

/** Reads how the account stands in SES. */
export interface SesAccount {
  standing(): Promise<SesAccountState>;
  /** `undefined` if SES does not know the identity. */
  isVerified(identity: string): Promise<boolean | undefined>;
  countIdentities(): Promise<number>;
}

/** Somebody who hears of what is published to a topic, or would. */
export interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly isConfirmed: boolean;
}

/** Reads who hears of what operations are told. */
export interface OpsSubscriptions {
  list(): Promise<readonly Subscription[]>;
}

/** Reads how many messages wait in a queue. */
export interface QueueDepths {
  depth(queueUrl: string): Promise<number>;
}

/** Reads which alarms of the stack fire. */
export interface Alarms {
  firing(): Promise<readonly string[]>;
}

/** Looks for the state machine. */
export interface StateMachineReader {
  exists(): Promise<boolean>;
}

/** Whether one server answered over one transport. */
export interface EgressAnswer {
  readonly server: string;
  readonly role: "resolver" | "root server";
  readonly transport: "UDP" | "TCP";
  readonly isHeard: boolean;
}

/** Asks resolvers and a root server, over UDP and over TCP. */
export interface DnsEgress {
  ask(): Promise<readonly EgressAnswer[]>;
}
