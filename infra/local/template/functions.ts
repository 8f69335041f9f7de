import * as z from "zod";
import { functionFolder } from "../../template.ts";

/** A Lambda function of the template. */
export interface LambdaFunction {
  readonly logicalId: string;
  /** The name of its folder in functions/ and dist/. */
  readonly folder: string;
  readonly name: string;
  readonly arn: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The number of retries of a failed asynchronous invocation. */
  readonly retries: number;
  /** The age at which an asynchronous invocation is no longer retried. */
  readonly mostAgeMs: number;
  /** The ARN of the queue or topic that gets each invocation after its last failed attempt. */
  readonly deadLetterArn?: string;
}

/** An entry of a function's Events. */
export interface FunctionEvent {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const events = z
  .record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) }))
  .default({});

/** Reads the Events of a function's properties. */
export function readEvents(properties: Record<string, unknown>): Record<string, FunctionEvent> {
  return events.parse(properties["Events"]);
}

// The defaults are those of AWS.
const functionProperties = z.object({
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  Environment: z
    .object({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
  DeadLetterQueue: z.object({ TargetArn: z.string() }).optional(),
  EventInvokeConfig: z
    .object({
      MaximumRetryAttempts: z.coerce.number().default(2),
      MaximumEventAgeInSeconds: z.coerce.number().default(21_600),
      DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
    })
    .prefault({}),
});

/** The properties of a function's template entry that affect how it runs. */
export const RUNNING_PROPERTIES = Object.keys(functionProperties.shape);

/** Merges Globals.Function into a function's own properties, as SAM does: it merges maps by key, and the function's own scalars replace the global ones. */
export function withGlobals(
  own: Record<string, unknown>,
  globals: Record<string, unknown>,
): Record<string, unknown> {
  const variables = (from: Record<string, unknown>) =>
    z.object({ Variables: z.record(z.string(), z.unknown()).default({}) }).parse(from["Environment"] ?? {})
      .Variables;
  return { ...globals, ...own, Environment: { Variables: { ...variables(globals), ...variables(own) } } };
}

/** Reads an AWS::Serverless::Function whose properties are resolved. */
export function readFunction(
  logicalId: string,
  name: string,
  arn: string,
  properties: Record<string, unknown>,
): LambdaFunction {
  const parsed = functionProperties.parse(properties);
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = parsed.EventInvokeConfig;
  const deadLetterArn = parsed.DeadLetterQueue?.TargetArn ?? DestinationConfig?.OnFailure.Destination;
  return {
    logicalId,
    folder: functionFolder(logicalId, properties),
    name,
    arn,
    timeoutSeconds: parsed.Timeout,
    memoryMegabytes: parsed.MemorySize,
    environment: parsed.Environment.Variables,
    retries: MaximumRetryAttempts,
    mostAgeMs: MaximumEventAgeInSeconds * 1000,
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
}
