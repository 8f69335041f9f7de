import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  type EventDestination,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  PutEmailIdentityConfigurationSetAttributesCommand,
  PutEmailIdentityFeedbackAttributesCommand,
  PutEmailIdentityMailFromAttributesCommand,
  type SESv2Client,
  UpdateConfigurationSetEventDestinationCommand,
} from "@aws-sdk/client-sesv2";
import { transientByName } from "#adapters/transient";
import { IdentityMissingError, ProjectConfigurationError } from "#core/errors";
import { identityStatus } from "#core/onboarding/onboarding";
import { EVENT_DESTINATION } from "#core/projects/configuration/next-step";
import type { ProjectConfigurator } from "#core/projects/configuration/project-configurator";
import type { ConfigurationStep, StepObservation } from "#core/projects/configuration/steps";
import { takeTenantStep } from "./configure-tenant.ts";
import { isIdentityMissing } from "./identity-missing.ts";

/** Configures projects in SES v2; ARNs of this account's resources begin with `arnPrefix`. */
export function sesProjectConfigurator(client: SESv2Client, arnPrefix: string): ProjectConfigurator {
  return {
    async take(step) {
      try {
        return await transientByName(() => send(client, arnPrefix, step));
      } catch (error) {
        // An earlier run made this call and crashed before it recorded the step.
        if (error instanceof Error && error.name === "AlreadyExistsException") return {};
        if (isOfIdentity(step) && isIdentityMissing(error)) throw new IdentityMissingError(step.identity);
        if (isRefusal(error))
          throw new ProjectConfigurationError(`${describe(step)}: ${error.name}: ${error.message}`, {
            cause: error,
          });
        throw error;
      }
    },
  };
}

async function send(
  client: SESv2Client,
  arnPrefix: string,
  step: ConfigurationStep,
): Promise<StepObservation> {
  switch (step.kind) {
    case "create-configuration-set":
      await client.send(
        new CreateConfigurationSetCommand({
          ConfigurationSetName: step.configurationSet,
          ReputationOptions: { ReputationMetricsEnabled: true },
        }),
      );
      return {};
    case "read-event-destinations": {
      const ConfigurationSetName = step.configurationSet;
      const { EventDestinations = [] } = await client.send(
        new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName }),
      );
      return { destinations: EventDestinations.map(readDestination) };
    }
    case "create-event-destination":
      await client.send(new CreateConfigurationSetEventDestinationCommand(destinationOf(step)));
      return {};
    case "change-event-destination":
      await client.send(new UpdateConfigurationSetEventDestinationCommand(destinationOf(step)));
      return {};
    default:
      return "tenant" in step ? takeTenantStep(client, arnPrefix, step) : takeIdentityStep(client, step);
  }
}

type IdentityStep = Extract<ConfigurationStep, { readonly identity: string }>;

async function takeIdentityStep(client: SESv2Client, step: IdentityStep): Promise<StepObservation> {
  switch (step.kind) {
    case "use-configuration-set":
      await client.send(
        new PutEmailIdentityConfigurationSetAttributesCommand({
          EmailIdentity: step.identity,
          ConfigurationSetName: step.configurationSet,
        }),
      );
      return {};
    case "stop-forwarding-feedback":
      await client.send(
        new PutEmailIdentityFeedbackAttributesCommand({
          EmailIdentity: step.identity,
          EmailForwardingEnabled: false,
        }),
      );
      return {};
    case "find-mail-from":
    case "find-mail-from-again": {
      const found = await client.send(new GetEmailIdentityCommand({ EmailIdentity: step.identity }));
      const { MailFromDomain, MailFromDomainStatus } = found.MailFromAttributes ?? {};
      const status = MailFromDomain === step.mailFrom ? MailFromDomainStatus : undefined;
      return { mailFrom: identityStatus.shape.mailFrom.parse(status) };
    }
    case "reject-on-mx-failure":
    case "fall-back-on-mx-failure":
      await client.send(
        new PutEmailIdentityMailFromAttributesCommand({
          EmailIdentity: step.identity,
          MailFromDomain: step.mailFrom,
          BehaviorOnMxFailure: step.kind === "reject-on-mx-failure" ? "REJECT_MESSAGE" : "USE_DEFAULT_VALUE",
        }),
      );
      return {};
  }
}

function readDestination(found: EventDestination) {
  return {
    name: found.Name ?? "",
    isEnabled: found.Enabled ?? false,
    to:
      found.SnsDestination?.TopicArn ??
      found.EventBridgeDestination?.EventBusArn ??
      found.KinesisFirehoseDestination?.DeliveryStreamArn,
    types: found.MatchingEventTypes ?? [],
  };
}

function destinationOf({ configurationSet, to, types }: Extract<ConfigurationStep, { to: string }>) {
  const isTopic = to.split(":")[2] === "sns";
  return {
    ConfigurationSetName: configurationSet,
    EventDestinationName: EVENT_DESTINATION,
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: [...types],
      ...(isTopic ? { SnsDestination: { TopicArn: to } } : { EventBridgeDestination: { EventBusArn: to } }),
    },
  };
}

/**
 * True for a step that concerns only the identity. For other steps, NotFound may also mean the configuration
 * set.
 */
function isOfIdentity(step: ConfigurationStep): step is IdentityStep {
  return "identity" in step && step.kind !== "use-configuration-set";
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && Reflect.has(error, "$metadata");
}

/** Describes the step for the operator who has to correct the declaration. */
function describe(step: ConfigurationStep): string {
  const { kind, ...about } = step;
  const details = Object.entries(about).map(([what, value]) => `${what} ${value}`);
  return `${kind.replaceAll("-", " ")} (${details.join(", ")})`;
}
