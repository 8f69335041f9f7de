import { addEvent } from "./function-events.ts";
import { RUNNING_PROPERTIES, readEvents, readFunction, withGlobals } from "./functions.ts";
import type { References, Resolve } from "./intrinsics.ts";
import type { SeparateSubscription, Template } from "./model.ts";
import { readParameter, readSecret, readStateMachine, readSubscription, readTable } from "./resources.ts";

/** A template that is being read. */
interface Reading {
  readonly model: Template;
  readonly subscriptions: SeparateSubscription[];
  readonly references: References;
  readonly resolve: Resolve;
  /** The directory of the template, to which its paths are relative. */
  readonly directory: string;
  readonly functionGlobals: Readonly<Record<string, unknown>>;
}

type Properties = Readonly<Record<string, unknown>>;

type ReadResource = (reading: Reading, logicalId: string, properties: Properties) => void;

/** Reads a resource into the model by its type; resources of other types are not needed locally. */
export const RESOURCE_READERS: Readonly<Record<string, ReadResource>> = {
  "AWS::Serverless::Function": addFunction,
  "AWS::Serverless::StateMachine": addStateMachine,
  "AWS::DynamoDB::Table"({ model, references, resolve }, logicalId, properties) {
    model.tables.push(readTable(String(references.ref(logicalId)), resolve(properties, logicalId)));
  },
  "AWS::SNS::Topic": addTopic,
  "AWS::SNS::Subscription"(reading, logicalId, properties) {
    const resolved = pick(reading, logicalId, properties, ["TopicArn", "Protocol", "Endpoint"]);
    reading.subscriptions.push({ ...readSubscription(resolved), topicArn: resolved["TopicArn"] });
  },
  "AWS::SQS::Queue"({ model, references }, logicalId) {
    model.queues.push({
      arn: String(references.getAtt(logicalId, "Arn")),
      name: String(references.getAtt(logicalId, "QueueName")),
      url: String(references.ref(logicalId)),
    });
  },
  "AWS::SES::ConfigurationSet"({ model, references }, logicalId) {
    model.configurationSets.push(String(references.ref(logicalId)));
  },
  "AWS::SSM::Parameter"({ model, references, resolve }, logicalId, properties) {
    model.parameters.push(readParameter(String(references.ref(logicalId)), resolve(properties, logicalId)));
  },
  "AWS::KMS::Key"({ model, references }, logicalId, { KeyUsage }) {
    if (KeyUsage === "SIGN_VERIFY") model.signingKeys.push(String(references.ref(logicalId)));
  },
  "AWS::S3::Bucket"({ model, references }, logicalId) {
    model.buckets.push(String(references.ref(logicalId)));
  },
  "AWS::SecretsManager::Secret"(reading, logicalId, properties) {
    const name = String(reading.references.ref(logicalId)).replace(/^.*:secret:/, "");
    const picked = pick(reading, logicalId, properties, ["SecretString", "GenerateSecretString"]);
    reading.model.secrets.push(readSecret(name, picked));
  },
};

function addFunction(reading: Reading, logicalId: string, own: Properties): void {
  const { model, references, resolve, functionGlobals } = reading;
  const name = String(references.ref(logicalId));
  const arn = String(references.getAtt(logicalId, "Arn"));
  const keys = [...RUNNING_PROPERTIES, "CodeUri", "Handler"];
  const picked = pick(reading, logicalId, withGlobals(own, functionGlobals), keys);
  model.functions.push(readFunction(logicalId, name, arn, picked));
  for (const [event, { Type, Properties }] of Object.entries(readEvents(own))) {
    const resolved = resolve(Properties, `${logicalId}.Events.${event}`);
    addEvent(model, `${logicalId}${event}`, name, { Type, Properties: resolved });
  }
}

function addStateMachine(reading: Reading, logicalId: string, properties: Properties): void {
  const { model, references, resolve, directory } = reading;
  const name = String(references.getAtt(logicalId, "Name"));
  const role = properties["Role"] ?? { "Fn::GetAtt": [`${logicalId}Role`, "Arn"] };
  const roleArn = String(resolve(role, `${logicalId}.Role`));
  const keys = ["Type", "DefinitionUri", "DefinitionSubstitutions", "Events"];
  const picked = pick(reading, logicalId, properties, keys);
  model.stateMachines.push(readStateMachine(name, roleArn, picked, directory));
}

function addTopic(reading: Reading, logicalId: string, properties: Properties): void {
  const { model, references } = reading;
  const listed = pick(reading, logicalId, properties, ["Subscription"])["Subscription"];
  model.topics.push({
    arn: String(references.ref(logicalId)),
    name: String(references.getAtt(logicalId, "TopicName")),
    subscriptions: Array.isArray(listed) ? listed.map(readSubscription) : [],
  });
}

/** Resolves only the used properties, because others may refer to values that only AWS knows. */
function pick({ resolve }: Reading, logicalId: string, properties: Properties, keys: readonly string[]) {
  return Object.fromEntries(
    keys
      .filter((key) => key in properties)
      .map((key) => [key, resolve(properties[key], `${logicalId}.${key}`)]),
  );
}
