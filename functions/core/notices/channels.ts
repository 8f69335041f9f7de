import type { Belongings, IdentityStatus, RestartWay } from "#core/onboarding/onboarding";
import type { ConfigurationStep, StepSight } from "#core/projects/configuration/steps";
import type { TicketStatus } from "#core/tickets/ticket-status";
import type { DeadLetter } from "./dead-letter.ts";
import type { Draft } from "./letters/block.ts";
import type { OutboundEvent } from "./published-event.ts";

/** What SES says when an identity is made or found. */
export interface MadeIdentity {
  readonly dkimTokens: readonly string[];
  readonly signingHostedZone: string;
  /** An identity that existed already may be verified, and have a MAIL FROM domain. */
  readonly status: IdentityStatus;
  /** The one that it has from now on. */
  readonly configurationSet?: string;
}

/** Makes SES identities, never two for one onboarding. */
export interface IdentityMaker {
  /**
   * `"taken"`: the account holds it already, and it is none of ours. `"left-by-another"`: it was made for another owner,
   * whose it stays unless `takesOver` says that this one has proved control of the domain.
   */
  make(
    identity: string,
    tags: {
      onboardingId: string;
      owner: string;
      project: string;
      /** No tag, but given to SES in the same call, which saves one. */
      configurationSet?: string | undefined;
    },
    takesOver?: boolean,
  ): Promise<MadeIdentity | "taken" | "left-by-another">;
}

/** Configures projects in SES. */
export interface ProjectConfigurator {
  /** Takes one step, and gives what it saw; throws ProjectConfigurationError if SES refuses it. */
  take(step: ConfigurationStep): Promise<StepSight>;
}

/** Reads what SES says of an identity. */
export interface IdentityReader {
  /** `undefined` if SES does not know it. */
  read(identity: string): Promise<IdentityStatus | undefined>;
}

/** Sets the MAIL FROM domain of an identity. */
export interface MailFromSetter {
  set(identity: string, mailFrom: string): Promise<void>;
}

/** What SES says of DKIM that was begun anew. */
export type RestartedDkim = Pick<IdentityStatus, "dkim"> & { readonly tokens: readonly string[] };

/** Begins Easy DKIM anew after SES gave it up. */
export interface DkimRestarter {
  /** `"refused"` if SES does not begin anew in this way. */
  restart(identity: string, way: Exclude<RestartWay, "recreate">): Promise<RestartedDkim | "refused">;
}

/** Deletes an identity and makes it anew, with all that it had. */
export interface IdentityRecreator {
  /** `"refused"` if it has something that could not be given back. */
  belongings(identity: string): Promise<Belongings | "refused">;
  /** What was begun and not finished is finished; an identity that SES still looks for is never deleted. */
  recreate(identity: string, belongings: Belongings): Promise<RestartedDkim>;
}

/** What SES says of a MAIL FROM domain. */
export interface MailFromWord {
  readonly domain: string;
  readonly status: IdentityStatus["dkim"];
  /** SES refuses to send while it does not find the MX. */
  readonly rejectsOnMxFailure: boolean;
}

/** Reads many identities, each function in one call. */
export interface IdentityWatch {
  /** Up to 1,000 domains that SES has looked for to the end, and where the next page begins. */
  list(nextToken?: string): Promise<{ readonly domains: readonly string[]; readonly nextToken?: string }>;
  /** Of at most 100 identities. */
  dkim(identities: readonly string[]): Promise<ReadonlyMap<string, IdentityStatus["dkim"]>>;
  /** Of at most 100 identities, those that have one. */
  mailFrom(identities: readonly string[]): Promise<ReadonlyMap<string, MailFromWord>>;
}

/** Deletes SES identities that nobody can have any use for. */
export interface IdentityReleaser {
  /** Whom it was made for, and whether SES ever found its records; `undefined` if SES does not know it. */
  look(
    identity: string,
  ): Promise<{ readonly owner: string | undefined; readonly isVerified: boolean } | undefined>;
  release(identity: string): Promise<void>;
}

/** A domain identity that the account holds. */
export interface FoundIdentity {
  readonly name: string;
  /** For whom it was made here; absent if it was not. */
  readonly owner?: string;
  /** SES found its records at some time. */
  readonly isVerified: boolean;
}

/** Reads all domain identities of the account; each page and each identity is one call. */
export interface IdentityCensus {
  list(nextToken?: string): Promise<{ readonly names: readonly string[]; readonly nextToken?: string }>;
  /** `undefined` if it is gone. */
  find(name: string): Promise<FoundIdentity | undefined>;
}

/** Hands out the times at which this account may call SES's control plane. */
export interface SesBudget {
  /** Takes the next free slot: epoch milliseconds, now or later. */
  take(nowMs: number): Promise<number>;
}

/** Keeps the looks at one domain's zones apart, whatever onboardings they are for. */
export interface ZoneTurns {
  /** Takes the turn if it is free: `nowMs` then, else when to come again. */
  take(domain: string, nowMs: number): Promise<number>;
}

/** Wakes a waiting execution. */
export interface Waker {
  /** A token that is closed, timed out or unknown is no failure: somebody else was faster. */
  wake(taskToken: string): Promise<void>;
}

/** Starts executions. */
export interface Starter {
  /** Starting what runs already, or ran, changes nothing. */
  start(name: string, input: string): Promise<void>;
}

/** How an execution stands; `"absent"` if it never began. */
export type ExecutionState = "running" | "succeeded" | "dead" | "absent";

/** Looks at executions. */
export interface Executions {
  look(name: string): Promise<ExecutionState>;
}

/** A mail as it is handed to SES. */
export interface Mail {
  readonly noticeId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** False for a mail that a person asked for, and for one to a help desk: RFC 3834 §5 marks the others. */
  readonly automatic: boolean;
  /** What all mails of one onboarding refer to, so that mail programs show them as one conversation. */
  readonly thread: string;
  readonly replyTo?: string;
}

/** Sends mail; at least once. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** Publishes to operations; at least once. */
export interface OpsChannel {
  publish(message: { noticeId: string; subject: string; text: string }): Promise<void>;
}

/** Tells programs of the platform what happened; at least once. */
export interface EventChannel {
  /** `now`: epoch milliseconds at which it is sent. */
  send(event: OutboundEvent, now: number): Promise<void>;
}

/** An answer in a ticket as it is handed to a help desk. */
export interface TicketAnswer {
  readonly noticeId: string;
  readonly ticket: string;
  readonly draft: Draft;
  readonly status: TicketStatus;
  /** Added to those that the ticket has. */
  readonly tags: readonly string[];
  /** True if sending was begun before: what is there already is not sent again. */
  readonly isRetry: boolean;
  /** What the answers of one request have in common. */
  readonly conversation: string;
}

/** Answers tickets; at least once, and where the desk can be asked what it has, exactly once. */
export interface HelpDesk {
  /** Throws HelpDeskBusyError, HelpDeskAccessError, HelpDeskRefusedError or TransientServiceError. */
  answer(answer: TicketAnswer): Promise<void>;
}

/** Keeps what could not be delivered. */
export interface DeadLetters {
  keep(letter: DeadLetter): Promise<void>;
}
