import * as z from "zod";
import { type EventPattern, eventPattern } from "../events/pattern.ts";
import { parseRate } from "../rate.ts";

/** A route of the HTTP API. */
export interface Route {
  readonly method: string;
  /** The path, which may contain {parameters}. */
  readonly path: string;
  readonly functionName: string;
  /** True if only requests signed by an IAM principal are allowed. */
  readonly isSigned: boolean;
}

/** A schedule that invokes a function. */
export interface Schedule {
  readonly name: string;
  readonly everyMs: number;
  readonly functionName: string;
  /** The function's input instead of the scheduled event. */
  readonly input?: unknown;
}

/** An EventBridge rule and the function that it invokes. */
export interface Rule {
  readonly name: string;
  readonly busName: string;
  readonly pattern: EventPattern;
  readonly functionName: string;
  readonly input?: unknown;
}

/** A DynamoDB stream that feeds a function. */
export interface StreamSource {
  readonly name: string;
  readonly tableName: string;
  readonly functionName: string;
  readonly batchSize: number;
  /** A record must match one of these filters, if there are any. */
  readonly filters: readonly EventPattern[];
  readonly retries: number;
  /** The ARN of the queue that gets each batch after its last failed attempt. */
  readonly deadLetterArn?: string;
}

/** The routes, schedules, rules and streams that invoke the functions of a template. */
export interface Triggers {
  readonly routes: Route[];
  readonly schedules: Schedule[];
  readonly rules: Rule[];
  readonly streams: StreamSource[];
}

const input = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .optional();
const httpApi = z.object({
  Path: z.string(),
  Method: z.string().toUpperCase(),
  Auth: z
    .object({ Authorizer: z.enum(["AWS_IAM", "NONE"], "only AWS_IAM and NONE are supported locally") })
    .default({ Authorizer: "NONE" }),
});
const schedule = z.object({
  Schedule: z.string().transform(parseRate),
  Input: input,
  Enabled: z.boolean().default(true),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
});
const rule = z.object({
  Pattern: eventPattern,
  EventBusName: z.string().default("default"),
  Input: input,
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  InputPath: z.never("InputPath is not supported locally").optional(),
});

const stream = z.object({
  Stream: z.string(),
  BatchSize: z.number().default(100),
  MaximumRetryAttempts: z.number().default(-1),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  FilterCriteria: z
    .object({
      Filters: z.array(
        z.object({ Pattern: z.string().transform((text) => eventPattern.parse(JSON.parse(text))) }),
      ),
    })
    .default({ Filters: [] }),
});

/** One entry of a function's Events. */
interface FunctionEvent {
  readonly name: string;
  readonly functionName: string;
  readonly properties: unknown;
}

/** Adds an entry of a type to the triggers. */
type AddEvent = (triggers: Triggers, event: FunctionEvent) => void;

const addRoute: AddEvent = ({ routes }, { functionName, properties }) => {
  const { Path, Method, Auth } = httpApi.parse(properties);
  routes.push({ method: Method, path: Path, functionName, isSigned: Auth.Authorizer === "AWS_IAM" });
};

const addSchedule: AddEvent = ({ schedules }, { name, functionName, properties }) => {
  const { Schedule, Input, Enabled, State } = schedule.parse(properties);
  if (Enabled && State === "ENABLED") {
    schedules.push({ name, everyMs: Schedule, functionName, ...withInput(Input) });
  }
};

const addRule: AddEvent = ({ rules }, { name, functionName, properties }) => {
  const { Pattern, EventBusName, Input, State } = rule.parse(properties);
  if (State !== "ENABLED") return;
  const busName = EventBusName.replace(/^arn:.*event-bus\//, "");
  rules.push({ name, busName, pattern: Pattern, functionName, ...withInput(Input) });
};

const addStream: AddEvent = ({ streams }, { name, functionName, properties }) => {
  const source = stream.parse(properties);
  const deadLetterArn = source.DestinationConfig?.OnFailure.Destination;
  streams.push({
    name,
    tableName: source.Stream.replace(/^.*:table\/(.*)\/stream\/.*$/, "$1"),
    functionName,
    batchSize: source.BatchSize,
    filters: source.FilterCriteria.Filters.map(({ Pattern }) => Pattern),
    retries: source.MaximumRetryAttempts < 0 ? Number.POSITIVE_INFINITY : source.MaximumRetryAttempts,
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  });
};

const EVENT_TYPES: Readonly<Record<string, AddEvent>> = {
  HttpApi: addRoute,
  Schedule: addSchedule,
  ScheduleV2: addSchedule,
  EventBridgeRule: addRule,
  CloudWatchEvent: addRule,
  DynamoDB: addStream,
};

/** Adds one entry of a function's Events to `triggers`; throws for an unsupported event type. */
export function addEvent(
  triggers: Triggers,
  name: string,
  functionName: string,
  { Type, Properties }: { Type: string; Properties: unknown },
): void {
  const add = EVENT_TYPES[Type];
  if (add === undefined) throw new Error(`${name}: events of type ${Type} are not supported locally`);
  add(triggers, { name, functionName, properties: Properties });
}

function withInput(input: unknown): { input?: unknown } {
  return input === undefined ? {} : { input };
}
