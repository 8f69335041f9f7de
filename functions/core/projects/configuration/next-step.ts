import type { Onboarding } from "#core/onboarding/onboarding";
import type { WantedTenant } from "../project-configuration.ts";
import type { WantedConfiguration } from "../wanted-configuration.ts";
import {
  type ConfigurationProgress,
  type ConfigurationStep,
  type EventDestination,
  markOf,
} from "./steps.ts";

/** The name of the event destinations that Sendworthy creates. */
export const EVENT_DESTINATION = "sendworthy";

/** Returns the first step that is not done; `undefined` when the project's configuration is complete. */
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
  const { name: configurationSet, events } = set;
  const steps: ConfigurationStep[] = [{ kind: "read-event-destinations", configurationSet }];
  if (set.create) steps.unshift({ kind: "create-configuration-set", configurationSet });
  const own = onboarding.configuring?.events[configurationSet]?.own;
  if (events === undefined || own === undefined || own === "right") return steps;
  const kind = own === "absent" ? "create-event-destination" : "change-event-destination";
  return [...steps, { kind, configurationSet, ...events }];
}

function tenantSteps(
  { tenant, configurationSet: set }: WantedConfiguration,
  { identity, configuring }: Onboarding,
): ConfigurationStep[] {
  if (tenant === undefined) return [];
  const { name } = tenant;
  const resources = [...(set === undefined ? [] : [`configuration-set/${set.name}`]), `identity/${identity}`];
  return [
    { kind: "create-tenant", tenant: name },
    ...protectionSteps(tenant, configuring?.tenantArn),
    ...resources.map((resource) => ({ kind: "associate", tenant: name, resource }) as const),
  ];
}

/**
 * The tenant is protected before anything can be sent with it. Settings that are not declared stay unchanged.
 */
function protectionSteps(
  { name: tenant, reputationPolicy: policy, suppression }: WantedTenant,
  tenantArn: string | undefined,
): ConfigurationStep[] {
  return [
    ...(suppression === undefined ? [] : [{ kind: "set-suppression", tenant, ...suppression } as const]),
    ...(policy === undefined ? [] : [{ kind: "find-tenant", tenant } as const]),
    ...(policy === undefined || tenantArn === undefined
      ? []
      : [{ kind: "set-reputation-policy", tenant, tenantArn, policy } as const]),
  ];
}

function identitySteps(
  { configurationSet: set }: WantedConfiguration,
  { identity, ses, configuring }: Onboarding,
): ConfigurationStep[] {
  if (set === undefined) return [];
  const steps: ConfigurationStep[] = [];
  if (ses.configurationSet !== set.name)
    steps.push({ kind: "use-configuration-set", identity, configurationSet: set.name });
  if (configuring?.events[set.name]?.publishesFeedback)
    steps.push({ kind: "stop-forwarding-feedback", identity });
  return steps;
}

function mailFromSteps(wanted: WantedConfiguration, onboarding: Onboarding): ConfigurationStep[] {
  if (!rejectsOnMxFailure(wanted, onboarding)) return [];
  const { identity, mailFrom } = onboarding;
  const kinds = ["find-mail-from", "reject-on-mx-failure", "find-mail-from-again"] as const;
  return kinds.map((kind) => ({ kind, identity, mailFrom }));
}

/**
 * True if SES must reject mail when the MX is missing. False for a project that is ready before its MAIL FROM
 * domain.
 */
export function rejectsOnMxFailure(wanted: WantedConfiguration, { ses }: Onboarding): boolean {
  return wanted.rejectsOnMxFailure && ses.status?.mailFrom === "SUCCESS";
}

/** Summarises a configuration set's event destinations, as they will be once Sendworthy's own destination is right. */
export function eventsOf(
  destinations: readonly EventDestination[],
  { configurationSet: set }: WantedConfiguration,
): ConfigurationProgress["events"][string] {
  const wanted = set?.events;
  const own = destinations.find(({ name }) => name === EVENT_DESTINATION);
  const isRight = own?.isEnabled && own.to === wanted?.to && isSame(own.types, wanted?.types ?? []);
  const others = destinations.filter(({ name, isEnabled, to }) => {
    const isReplaced = wanted !== undefined && name === EVENT_DESTINATION;
    return isEnabled && to !== undefined && !isReplaced;
  });
  const published: readonly string[] = [...others.flatMap(({ types }) => types), ...(wanted?.types ?? [])];
  return {
    own: own === undefined ? "absent" : isRight ? "right" : "different",
    // Feedback by mail can be switched off only if bounces and complaints are published:
    // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutEmailIdentityFeedbackAttributes.html
    publishesFeedback: published.includes("BOUNCE") && published.includes("COMPLAINT"),
  };
}

function isSame(types: readonly string[], others: readonly string[]): boolean {
  return types.toSorted().join() === others.toSorted().join();
}
