import type { DnsResolver } from "#core/dns/observation";
import type { ZoneTurns } from "#core/dns/zone-turns";
import type { Decision } from "#core/onboarding/executions";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { SurveyPorts } from "#core/publication/survey";
import type { Table } from "#core/table";
import type {
  DkimRestarter,
  DkimSigner,
  IdentityReader,
  IdentityRecreator,
  MailFromSetter,
  SesBudget,
} from "#core/verification/ses-ports";

/** The ports and settings of the state CheckDomain. */
export interface CheckDomainDeps {
  readonly table: Table;
  readonly budget: SesBudget;
  readonly identities: IdentityReader;
  readonly mailFrom: MailFromSetter;
  readonly dkim: DkimRestarter;
  readonly signer: DkimSigner;
  readonly recreator: IdentityRecreator;
  readonly resolver: DnsResolver;
  readonly turns: ZoneTurns;
  /** The reminder days that the deployer set instead of the default ones. */
  readonly reminderDays?: readonly number[];
  /** The address to which the optional DMARC record directs reports. */
  readonly dmarcReports?: string | undefined;
  /** Absent if this deployment cannot publish records automatically. */
  readonly publication?: SurveyPorts | undefined;
}

/** The output of the state, which the wait reads. */
export interface CheckOutcome {
  readonly decision: Exclude<Decision, "awaits-ses-slot">;
  /**
   * The time until the next check if the decision is to wait; otherwise the time limit for refusing the wait.
   */
  readonly waitSeconds: number;
}

/** The SES status that is known after this check. */
export interface SesOutcome {
  readonly ses: Onboarding["ses"];
  /** The time of the next permitted call, if the call has to wait. */
  readonly slotAt?: number;
}

/** An onboarding with the check that was just made. */
export type CheckedOnboarding = Onboarding & { readonly lastCheck: NonNullable<Onboarding["lastCheck"]> };
