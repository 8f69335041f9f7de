import type { DnsResolver } from "#core/dns/observation";
import type { ZoneTurns } from "#core/dns/zone-turns";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Table } from "#core/table";
import type {
  DkimRestarter,
  IdentityReader,
  IdentityRecreator,
  MailFromSetter,
  SesBudget,
} from "#core/verification/ses-ports";

/** What the state CheckDomain needs of the world. */
export interface CheckDomainDeps {
  readonly table: Table;
  readonly budget: SesBudget;
  readonly identities: IdentityReader;
  readonly mailFrom: MailFromSetter;
  readonly dkim: DkimRestarter;
  readonly recreator: IdentityRecreator;
  readonly resolver: DnsResolver;
  readonly turns: ZoneTurns;
  /** Where a deployer wants other ones. */
  readonly reminderDays?: readonly number[];
}

/** What the Choice Decide reads. */
export interface CheckOutcome {
  readonly decision: "ask" | "waiting" | "verified" | "proved" | "closing" | "handed-over";
  /** Until the next look, if the decision is to wait. */
  readonly waitSeconds: number;
}

/** What SES is known to say after this look. */
export interface SesOutcome {
  readonly ses: Onboarding["ses"];
  /** When the next call may be made, if it had to wait. */
  readonly slotAt?: number;
}

/** An onboarding with the look that was just made. */
export type CheckedOnboarding = Onboarding & { readonly lastCheck: NonNullable<Onboarding["lastCheck"]> };
