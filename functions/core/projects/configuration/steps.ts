import type { IdentityStatus, Onboarding } from "#core/onboarding/onboarding";
import type { WantedEvents, WantedTenant } from "../project-configuration.ts";

/** One call to SES that configures a project; each call is idempotent. */
export type ConfigurationStep =
  | {
      readonly kind: "create-configuration-set" | "read-event-destinations";
      readonly configurationSet: string;
    }
  | ({
      readonly kind: "create-event-destination" | "change-event-destination";
      readonly configurationSet: string;
    } & WantedEvents)
  | TenantStep
  | { readonly kind: "use-configuration-set"; readonly identity: string; readonly configurationSet: string }
  | { readonly kind: "stop-forwarding-feedback"; readonly identity: string }
  | MailFromRead
  | (OfMailFrom & { readonly kind: "reject-on-mx-failure" | "fall-back-on-mx-failure" });

/** A step on a tenant. */
export type TenantStep =
  | { readonly kind: "create-tenant" | "find-tenant"; readonly tenant: string }
  | ({ readonly kind: "set-suppression"; readonly tenant: string } & NonNullable<WantedTenant["suppression"]>)
  | {
      readonly kind: "set-reputation-policy";
      readonly tenant: string;
      readonly tenantArn: string;
      readonly policy: NonNullable<WantedTenant["reputationPolicy"]>;
    }
  | { readonly kind: "associate"; readonly tenant: string; readonly resource: string };

interface OfMailFrom {
  readonly identity: string;
  readonly mailFrom: string;
}

/**
 * Reads whether SES finds the MX. SES accepts the setting to reject mail only while it finds the MX, so it is
 * read before and after the change.
 */
export interface MailFromRead extends OfMailFrom {
  readonly kind: "find-mail-from" | "find-mail-from-again";
}

/** The answer of a step that reads from SES; empty for other steps. */
export interface StepObservation {
  readonly destinations?: readonly EventDestination[];
  readonly mailFrom?: IdentityStatus["mailFrom"];
  /** The ARN contains an id from SES, so it can't be derived from the name. */
  readonly tenantArn?: string;
}

/** The destination of a configuration set's events. */
export interface EventDestination {
  readonly name: string;
  readonly isEnabled: boolean;
  /** The ARN of a topic, a bus or a stream; `undefined` for a destination that only counts events. */
  readonly to: string | undefined;
  readonly types: readonly string[];
}

/** The completed steps, with the event destinations that they read. */
export type ConfigurationProgress = NonNullable<Onboarding["configuring"]>;

/** Returns the text that marks a completed step in the item. */
export function markOf(step: ConfigurationStep): string {
  return JSON.stringify(step);
}

/** True if SES has not found the MAIL FROM domain yet, but still may. */
export function isAwaited(step: ConfigurationStep, { mailFrom }: StepObservation): step is MailFromRead {
  return isLook(step) && mailFrom !== "SUCCESS" && !isLost(step, { mailFrom });
}

/** True if SES gave up on the MAIL FROM domain, or lost it after it was set to reject mail without it. */
export function isLost(step: ConfigurationStep, { mailFrom }: StepObservation): step is MailFromRead {
  const isGone = mailFrom === undefined || mailFrom === "FAILED";
  return (
    isLook(step) && (isGone || (step.kind === "find-mail-from-again" && mailFrom === "TEMPORARY_FAILURE"))
  );
}

function isLook({ kind }: ConfigurationStep): boolean {
  return kind === "find-mail-from" || kind === "find-mail-from-again";
}
