import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** A DynamoDB table: the input of CreateTable, and the time-to-live attribute. */
export interface Table {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly timeToLiveAttribute?: string;
}

/** An SNS topic and its subscriptions. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly subscriptions: ReadonlyArray<{ readonly protocol: string; readonly endpoint: string }>;
}

/** An SSM parameter of the template. */
export interface SsmParameter {
  readonly name: string;
  readonly type: "String" | "StringList";
  readonly value: string;
}

/** A Secrets Manager secret, with its value or the rule that generates it. */
export interface Secret {
  readonly name: string;
  readonly value?: string;
  readonly generate?: { readonly length: number; readonly template?: string; readonly key?: string };
}

/** A state machine whose definition's placeholders have been replaced. */
export interface StateMachine {
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
}

const tableProperties = z.object({
  KeySchema: z.array(z.unknown()),
  AttributeDefinitions: z.array(z.unknown()),
  GlobalSecondaryIndexes: z.array(z.unknown()).optional(),
  LocalSecondaryIndexes: z.array(z.unknown()).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

/** Reads an AWS::DynamoDB::Table; a local table always has on-demand capacity. */
export function readTable(name: string, properties: unknown): Table {
  const {
    TimeToLiveSpecification: ttl,
    StreamSpecification: stream,
    ...shape
  } = tableProperties.parse(properties);
  return {
    name,
    properties: {
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      ...shape,
      ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
    },
    ...(ttl?.Enabled ? { timeToLiveAttribute: ttl.AttributeName } : {}),
  };
}

const subscription = z.object({ Protocol: z.string(), Endpoint: z.string() });

/** Reads a subscription from a topic's list or from an AWS::SNS::Subscription. */
export function readSubscription(properties: unknown): Topic["subscriptions"][number] {
  const { Protocol, Endpoint } = subscription.parse(properties);
  return { protocol: Protocol, endpoint: Endpoint };
}

const ssmParameter = z.object({ Type: z.enum(["String", "StringList"]), Value: z.coerce.string() });

/** Reads an AWS::SSM::Parameter. */
export function readParameter(name: string, properties: unknown): SsmParameter {
  const { Type, Value } = ssmParameter.parse(properties);
  return { name, type: Type, value: Value };
}

const secretProperties = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z
    .object({
      PasswordLength: z.coerce.number().default(32),
      SecretStringTemplate: z.string().optional(),
      GenerateStringKey: z.string().optional(),
    })
    .optional(),
});

/** Reads an AWS::SecretsManager::Secret. */
export function readSecret(name: string, properties: unknown): Secret {
  const { SecretString: value, GenerateSecretString: rule } = secretProperties.parse(properties);
  if (rule === undefined) return value === undefined ? { name } : { name, value };
  const { SecretStringTemplate: template, GenerateStringKey: key } = rule;
  return {
    name,
    generate: {
      length: rule.PasswordLength,
      ...(template === undefined ? {} : { template }),
      ...(key === undefined ? {} : { key }),
    },
  };
}

const machineProperties = z.object({
  Type: z.literal("STANDARD").default("STANDARD"),
  DefinitionUri: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  Events: z.never("events of a state machine are not supported locally").optional(),
});

/** Reads an AWS::Serverless::StateMachine; throws for a placeholder without a value. */
export function readStateMachine(
  name: string,
  roleArn: string,
  properties: unknown,
  directory: string,
): StateMachine {
  const { DefinitionUri, DefinitionSubstitutions } = machineProperties.parse(properties);
  const definition = readFileSync(join(directory, DefinitionUri), "utf8").replace(
    /\$\{([A-Za-z0-9_]+)\}/g,
    (_, key: string) => {
      const value = DefinitionSubstitutions[key];
      if (value === undefined) throw new Error(`${DefinitionUri}: nothing to put in place of \${${key}}`);
      return String(value);
    },
  );
  return { name, definition, roleArn };
}
