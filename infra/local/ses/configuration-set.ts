import * as z from "zod";
import { AwsError } from "../aws/service.ts";
import type { Collection } from "../store.ts";
import { badRequest, notFound, oneOf } from "./request-body.ts";

/**
 * The event types: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EventDestinationDefinition.html
 */
const EVENT_TYPES = [
  "SEND",
  "REJECT",
  "BOUNCE",
  "COMPLAINT",
  "DELIVERY",
  "OPEN",
  "CLICK",
  "RENDERING_FAILURE",
  "DELIVERY_DELAY",
  "SUBSCRIPTION",
] as const;

/** An event destination: an SNS topic or an EventBridge bus that receives events of some types. */
export const destinationSchema = z.object({
  Enabled: z.boolean().default(false),
  MatchingEventTypes: z.array(z.enum(EVENT_TYPES, oneOf(EVENT_TYPES))).default([]),
  SnsDestination: z.object({ TopicArn: z.string() }).optional(),
  EventBridgeDestination: z.object({ EventBusArn: z.string() }).optional(),
});

/** An event destination with its name. */
type EventDestination = z.output<typeof destinationSchema> & { readonly Name: string };

/** A stored configuration set; its options are those of the request that created it. */
export interface ConfigurationSet {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly eventDestinations: readonly EventDestination[];
}

/** All configuration sets of the account in this region, by name. */
export type ConfigurationSets = Collection<ConfigurationSet>;

/** The characters that SES allows in names of configuration sets, event destinations and tenants. */
const NAME = /^[A-Za-z0-9_-]*$/;
const LONGEST_NAME = 64;

/** Refuses a name that SES does not allow for a configuration set, an event destination or a tenant. */
export function checkName(noun: string, name: string): void {
  if (!NAME.test(name))
    throw badRequest(
      `Invalid ${noun} name <${name}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`,
    );
  if (name === "" || name.length > LONGEST_NAME)
    throw badRequest(`${noun} name must have between 1 and ${LONGEST_NAME} characters.`);
}

/** Finds a configuration set by its name, or throws SES's error if there is none. */
export function configurationSetNamed(sets: ConfigurationSets, name: string): ConfigurationSet {
  const found = sets.get(name);
  if (found === undefined) throw notFound(`Configuration set <${name}> does not exist.`);
  return found;
}

/** Refuses a definition without exactly one destination, or with one that SES cannot reach. */
export function checkDestination(
  { MatchingEventTypes, SnsDestination, EventBridgeDestination }: z.output<typeof destinationSchema>,
  hasTarget: (arn: string) => boolean,
): void {
  if (MatchingEventTypes.length === 0) throw badRequest("At least one event type must be specified.");
  if (SnsDestination === undefined && EventBridgeDestination === undefined)
    throw badRequest("Event destination is not provided.");
  if (SnsDestination !== undefined && EventBridgeDestination !== undefined)
    throw badRequest("Please provide only one destination with each request.");
  // SES publishes a test message to the topic before it accepts it.
  if (SnsDestination !== undefined && !hasTarget(SnsDestination.TopicArn))
    throw badRequest(`Could not publish message to SNS topic <${SnsDestination.TopicArn}>.`);
  if (EventBridgeDestination !== undefined && !hasTarget(EventBridgeDestination.EventBusArn))
    throw badRequest(`Could not find the event bus <${EventBridgeDestination.EventBusArn}>.`);
}

/** Makes SES's error for a name that is already in use. */
export function alreadyExists(message: string): AwsError {
  return new AwsError("AlreadyExistsException", message);
}
