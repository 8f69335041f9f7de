import type { IdentityStatus, Onboarding } from "#core/onboarding/onboarding";
import type { WantedEvents } from "../project-configuration.ts";

/** One call of SES on the way to a project's configuration; each can be repeated. */
export type ConfigurationStep =
  | { readonly kind: "create-configuration-set" | "look-at-events"; readonly configurationSet: string }
  | ({
      readonly kind: "create-event-destination" | "change-event-destination";
      readonly configurationSet: string;
    } & WantedEvents)
  | { readonly kind: "create-tenant"; readonly tenant: string }
  | { readonly kind: "associate"; readonly tenant: string; readonly resource: string }
  | { readonly kind: "use-configuration-set"; readonly identity: string; readonly configurationSet: string }
  | { readonly kind: "stop-forwarding-feedback"; readonly identity: string }
  | MailFromRead
  | (OfMailFrom & { readonly kind: "reject-on-mx-failure" | "fall-back-on-mx-failure" });

interface OfMailFrom {
  readonly identity: string;
  readonly mailFrom: string;
}

/** Mail is rejected for want of the MX only while SES finds it: a look before the change, and one after it. */
export interface MailFromRead extends OfMailFrom {
  readonly kind: "find-mail-from" | "find-mail-from-again";
}

/** What a step saw, if it looked. */
export interface StepObservation {
  readonly destinations?: readonly EventDestination[];
  readonly mailFrom?: IdentityStatus["mailFrom"];
}

/** Where a configuration set publishes events. */
export interface EventDestination {
  readonly name: string;
  readonly isEnabled: boolean;
  /** A topic, a bus or a stream; `undefined` for what only counts. */
  readonly to: string | undefined;
  readonly types: readonly string[];
}

/** What is done so far, and what was seen on the way. */
export type ConfigurationProgress = NonNullable<Onboarding["configuring"]>;

/** The mark that a step leaves once it is done. */
export function markOf(step: ConfigurationStep): string {
  return JSON.stringify(step);
}

/** True if SES has not found the MAIL FROM domain yet, which it may. */
export function isAwaited(step: ConfigurationStep, { mailFrom }: StepObservation): step is MailFromRead {
  return isLook(step) && mailFrom !== "SUCCESS" && !isLost(step, { mailFrom });
}

/** True if SES gave the MAIL FROM domain up, or lost it when all mail depends on it. */
export function isLost(step: ConfigurationStep, { mailFrom }: StepObservation): step is MailFromRead {
  const isGone = mailFrom === undefined || mailFrom === "FAILED";
  return (
    isLook(step) && (isGone || (step.kind === "find-mail-from-again" && mailFrom === "TEMPORARY_FAILURE"))
  );
}

function isLook({ kind }: ConfigurationStep): boolean {
  return kind === "find-mail-from" || kind === "find-mail-from-again";
}
