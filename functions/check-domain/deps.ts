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
  /** The days that the deployer set in place of the usual ones. */
  readonly reminderDays?: readonly number[];
  /** Where the optional DMARC record asks receivers to report to. */
  readonly dmarcReports?: string | undefined;
  /** Absent if records cannot publish themselves in this deployment. */
  readonly publication?: SurveyPorts | undefined;
}

/** The output that the wait reads. */
export interface CheckOutcome {
  readonly decision: Exclude<Decision, "awaits-ses-slot">;
  /** Until the next check, if the decision is to wait; else how long the refusal of the wait may take. */
  readonly waitSeconds: number;
}

/** The status in SES that is known after this check. */
export interface SesOutcome {
  readonly ses: Onboarding["ses"];
  /** The time of the next permitted call, if the call had to wait. */
  readonly slotAt?: number;
}

/** An onboarding with the check that was just made. */
export type CheckedOnboarding = Onboarding & { readonly lastCheck: NonNullable<Onboarding["lastCheck"]> };
