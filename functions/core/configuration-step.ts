import type { IdentityStatus, Onboarding } from "#core/onboarding";
import type { SesEventType, WantedConfiguration } from "#core/project-configuration";

/** One call of SES on the way to a project's configuration; each can be repeated. */
export type ConfigurationStep =
  | { readonly kind: "create-configuration-set" | "look-at-events"; readonly configurationSet: string }
  | {
      readonly kind: "create-event-destination" | "change-event-destination";
      readonly configurationSet: string;
      readonly to: string;
      readonly types: readonly SesEventType[];
    }
  | { readonly kind: "create-tenant"; readonly tenant: string }
  | { readonly kind: "associate"; readonly tenant: string; readonly resource: string }
  | { readonly kind: "use-configuration-set"; readonly identity: string; readonly configurationSet: string }
  | { readonly kind: "stop-forwarding-feedback"; readonly identity: string }
  | MailFromLook
  | (OfMailFrom & { readonly kind: "reject-on-mx-failure" | "fall-back-on-mx-failure" });

interface OfMailFrom {
  readonly identity: string;
  readonly mailFrom: string;
}

/** Mail is rejected for want of the MX only while SES finds it: a look before the change, and one after it. */
export interface MailFromLook extends OfMailFrom {
  readonly kind: "find-mail-from" | "find-mail-from-again";
}

/** What a step saw, if it looked. */
export interface StepSight {
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

/** The name of the event destinations that are made here. */
export const EVENT_DESTINATION = "sendworthy";

/** What is done so far, and what was seen on the way. */
export type Configuring = NonNullable<Onboarding["configuring"]>;

/** The mark that a step leaves; a configuration that was mended has other steps. */
export function markOf(step: ConfigurationStep): string {
  return JSON.stringify(step);
}

/** True if SES has not found the MAIL FROM domain yet, which it may. */
export function isAwaited(step: ConfigurationStep, { mailFrom }: StepSight): step is MailFromLook {
  return isLook(step) && mailFrom !== "SUCCESS" && !isLost(step, { mailFrom });
}

/** True if SES gave the MAIL FROM domain up, or lost it when all mail depends on it. */
export function isLost(step: ConfigurationStep, { mailFrom }: StepSight): step is MailFromLook {
  const isGone = mailFrom === undefined || mailFrom === "FAILED";
  return (
    isLook(step) && (isGone || (step.kind === "find-mail-from-again" && mailFrom === "TEMPORARY_FAILURE"))
  );
}

function isLook({ kind }: ConfigurationStep): boolean {
  return kind === "find-mail-from" || kind === "find-mail-from-again";
}

/** True for the mark of a step that has nothing to do with the MAIL FROM domain. */
export function isNotOfMailFrom(mark: string): boolean {
  return !("mailFrom" in JSON.parse(mark));
}

/** The first step that is not done; `undefined` when the project has all it is to have. */
export function nextStep(wanted: WantedConfiguration, onboarding: Onboarding): ConfigurationStep | undefined {
  const done = onboarding.configuring?.done ?? [];
  return stepsOf(wanted, onboarding).find((step) => !done.includes(markOf(step)));
}

function stepsOf(wanted: WantedConfiguration, onboarding: Onboarding): ConfigurationStep[] {
  return [
    ...setSteps(wanted, onboarding),
    ...tenantSteps(wanted, onboarding),
    ...identitySteps(wanted, onboarding),
    ...mailFromSteps(wanted, onboarding),
  ];
}

function setSteps(
  { configurationSet: set }: WantedConfiguration,
  onboarding: Onboarding,
): ConfigurationStep[] {
  if (set === undefined) return [];
  const configurationSet = set.name;
  const seen = onboarding.configuring?.events[configurationSet];
  return [
    ...(set.create ? [{ kind: "create-configuration-set", configurationSet } as const] : []),
    { kind: "look-at-events", configurationSet },
    ...(set.events === undefined || seen === undefined || seen.own === "right"
      ? []
      : [
          {
            kind: seen.own === "absent" ? "create-event-destination" : "change-event-destination",
            configurationSet,
            ...set.events,
          } as const,
        ]),
  ];
}

function tenantSteps(
  { tenant, configurationSet: set }: WantedConfiguration,
  { identity }: Onboarding,
): ConfigurationStep[] {
  if (tenant === undefined) return [];
  const resources = [...(set === undefined ? [] : [`configuration-set/${set.name}`]), `identity/${identity}`];
  return [
    { kind: "create-tenant", tenant },
    ...resources.map((resource) => ({ kind: "associate", tenant, resource }) as const),
  ];
}

function identitySteps(
  { configurationSet: set }: WantedConfiguration,
  onboarding: Onboarding,
): ConfigurationStep[] {
  if (set === undefined) return [];
  const { identity, ses } = onboarding;
  const isPublished =
    publishesFeedback(set.events?.types ?? []) ||
    onboarding.configuring?.events[set.name]?.publishesFeedback === true;
  return [
    ...(ses.configurationSet === set.name
      ? []
      : [{ kind: "use-configuration-set", identity, configurationSet: set.name } as const]),
    ...(isPublished ? [{ kind: "stop-forwarding-feedback", identity } as const] : []),
  ];
}

function mailFromSteps(wanted: WantedConfiguration, onboarding: Onboarding): ConfigurationStep[] {
  if (!rejectsOnMxFailure(wanted, onboarding)) return [];
  const { identity, mailFrom } = onboarding;
  const kinds = ["find-mail-from", "reject-on-mx-failure", "find-mail-from-again"] as const;
  return kinds.map((kind) => ({ kind, identity, mailFrom }));
}

/** True if mail is to be rejected for want of the MX; a project that is ready without MAIL FROM has none. */
export function rejectsOnMxFailure(wanted: WantedConfiguration, { ses }: Onboarding): boolean {
  return wanted.rejectsOnMxFailure && ses.status?.mailFrom === "SUCCESS";
}

/** What is to be known of a configuration set's event destinations. */
export function eventsOf(
  destinations: readonly EventDestination[],
  { configurationSet: set }: WantedConfiguration,
): Configuring["events"][string] {
  const { to, types } = set?.events ?? {};
  const own = destinations.find(({ name }) => name === EVENT_DESTINATION);
  const isRight =
    own?.isEnabled && own.to === to && [...own.types].sort().join() === [...(types ?? [])].sort().join();
  const published = destinations.flatMap((one) => (one.isEnabled && one.to !== undefined ? one.types : []));
  return {
    own: own === undefined ? "absent" : isRight ? "right" : "different",
    publishesFeedback: publishesFeedback(published),
  };
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityFeedbackAttributes.html */
function publishesFeedback(types: readonly string[]): boolean {
  return types.includes("BOUNCE") && types.includes("COMPLAINT");
}
