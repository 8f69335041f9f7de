import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  CreateTenantCommand,
  CreateTenantResourceAssociationCommand,
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
import { ProjectConfigurationError } from "#core/errors";
import { identityStatus } from "#core/onboarding/onboarding";
import { EVENT_DESTINATION } from "#core/projects/configuration/next-step";
import type { ProjectConfigurator } from "#core/projects/configuration/project-configurator";
import type { ConfigurationStep, StepObservation } from "#core/projects/configuration/steps";

/** Configures projects in SES v2; `arnPrefix` is what the ARNs of this account's resources begin with. */
export function sesProjectConfigurator(client: SESv2Client, arnPrefix: string): ProjectConfigurator {
  return {
    async take(step) {
      try {
        return await transientByName(() => send(client, arnPrefix, step));
      } catch (error) {
        // A step that was taken already, by a run that did not live to say so.
        if (error instanceof Error && error.name === "AlreadyExistsException") return {};
        if (isRefusal(error))
          throw new ProjectConfigurationError(`${wordsOf(step)}: ${error.name}: ${error.message}`, {
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
    case "look-at-events": {
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
    case "create-tenant":
      await client.send(new CreateTenantCommand({ TenantName: step.tenant }));
      return {};
    case "associate": {
      const ResourceArn = `${arnPrefix}:${step.resource}`;
      await client.send(new CreateTenantResourceAssociationCommand({ TenantName: step.tenant, ResourceArn }));
      return {};
    }
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

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && Reflect.has(error, "$metadata");
}

/** The step that failed, in words for the operator who fixes it. */
function wordsOf(step: ConfigurationStep): string {
  const { kind, ...about } = step;
  const said = Object.entries(about).map(([what, value]) => `${what} ${value}`);
  return `${kind.replaceAll("-", " ")} (${said.join(", ")})`;
}
