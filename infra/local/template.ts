import { dirname } from "node:path";
import * as z from "zod";
import { readTemplate, type TemplateFile } from "../template.ts";
import { addEvent, type Triggers } from "./template/function-events.ts";
import {
  type LambdaFunction,
  RUNNING_PROPERTIES,
  readEvents,
  readFunction,
  withGlobals,
} from "./template/functions.ts";
import { createResolver, type Resolve } from "./template/intrinsics.ts";
import { createReferences, type Placement } from "./template/resource-names.ts";
import {
  readParameter,
  readSecret,
  readStateMachine,
  readSubscription,
  readTable,
  type Secret,
  type SsmParameter,
  type StateMachine,
  type Table,
  type Topic,
} from "./template/resources.ts";

/** The resources of a template that the local cloud runs, with local names and ARNs. */
export interface Template extends Triggers {
  readonly functions: LambdaFunction[];
  readonly stateMachines: StateMachine[];
  readonly tables: Table[];
  readonly topics: Topic[];
  readonly queues: Array<{ readonly arn: string; readonly name: string; readonly url: string }>;
  readonly parameters: SsmParameter[];
  readonly secrets: Secret[];
  /** The names of SES's configuration sets. */
  readonly configurationSets: string[];
}

/** Loads a SAM template with some of its parameters set; throws for a value that cannot be resolved locally. */
export async function loadTemplate(options: {
  file: string;
  placement: Placement;
  parameters: Readonly<Record<string, string>>;
}): Promise<Template> {
  const template = await readTemplate(options.file);
  const parameters = parameterValues(template, options.parameters);
  const resolve: Resolve = (value, where) => resolver(value, where);
  const references = createReferences({ template, parameters, placement: options.placement, resolve });
  const resolver = createResolver(template, references);
  const isDeployed = (condition?: string) =>
    condition === undefined || resolve({ "Fn::If": [condition, true, false] }, condition) === true;

  const model: Template = {
    functions: [],
    stateMachines: [],
    tables: [],
    topics: [],
    queues: [],
    parameters: [],
    secrets: [],
    configurationSets: [],
    routes: [],
    schedules: [],
    rules: [],
    streams: [],
  };
  const subscriptions: SeparateSubscription[] = [];

  /** Resolves only the used properties, because others may refer to values that only AWS knows. */
  const pick = (logicalId: string, properties: Record<string, unknown>, keys: readonly string[]) =>
    Object.fromEntries(
      keys
        .filter((key) => key in properties)
        .map((key) => [key, resolve(properties[key], `${logicalId}.${key}`)]),
    );

  const readers: Readonly<Record<string, (logicalId: string, properties: Record<string, unknown>) => void>> =
    {
      "AWS::Serverless::Function": (logicalId, own) => {
        const properties = withGlobals(own, template.Globals["Function"] ?? {});
        const name = String(references.ref(logicalId));
        const arn = String(references.getAtt(logicalId, "Arn"));
        const keys = [...RUNNING_PROPERTIES, "CodeUri", "Handler"];
        model.functions.push(readFunction(logicalId, name, arn, pick(logicalId, properties, keys)));
        for (const [event, { Type, Properties }] of Object.entries(readEvents(own))) {
          const resolved = resolve(Properties, `${logicalId}.Events.${event}`);
          addEvent(model, `${logicalId}${event}`, name, { Type, Properties: resolved });
        }
      },
      "AWS::Serverless::StateMachine": (logicalId, properties) => {
        const role = properties["Role"] ?? { "Fn::GetAtt": [`${logicalId}Role`, "Arn"] };
        const keys = ["Type", "DefinitionUri", "DefinitionSubstitutions", "Events"];
        model.stateMachines.push(
          readStateMachine(
            String(references.getAtt(logicalId, "Name")),
            String(resolve(role, `${logicalId}.Role`)),
            pick(logicalId, properties, keys),
            dirname(options.file),
          ),
        );
      },
      "AWS::DynamoDB::Table": (logicalId, properties) => {
        model.tables.push(readTable(String(references.ref(logicalId)), resolve(properties, logicalId)));
      },
      "AWS::SNS::Topic": (logicalId, properties) => {
        const arn = String(references.ref(logicalId));
        const listed = pick(logicalId, properties, ["Subscription"])["Subscription"] ?? [];
        model.topics.push({
          arn,
          name: String(references.getAtt(logicalId, "TopicName")),
          subscriptions: Array.isArray(listed) ? listed.map(readSubscription) : [],
        });
      },
      "AWS::SNS::Subscription": (logicalId, properties) => {
        const resolved = pick(logicalId, properties, ["TopicArn", "Protocol", "Endpoint"]);
        subscriptions.push({ ...readSubscription(resolved), topicArn: resolved["TopicArn"] });
      },
      "AWS::SQS::Queue": (logicalId) => {
        model.queues.push({
          arn: String(references.getAtt(logicalId, "Arn")),
          name: String(references.getAtt(logicalId, "QueueName")),
          url: String(references.ref(logicalId)),
        });
      },
      "AWS::SES::ConfigurationSet": (logicalId) => {
        model.configurationSets.push(String(references.ref(logicalId)));
      },
      "AWS::SSM::Parameter": (logicalId, properties) => {
        model.parameters.push(
          readParameter(String(references.ref(logicalId)), resolve(properties, logicalId)),
        );
      },
      "AWS::SecretsManager::Secret": (logicalId, properties) => {
        const arn = String(references.ref(logicalId));
        const keys = ["SecretString", "GenerateSecretString"];
        model.secrets.push(readSecret(arn.replace(/^.*:secret:/, ""), pick(logicalId, properties, keys)));
      },
    };

  for (const [logicalId, { Type, Condition, Properties }] of Object.entries(template.Resources)) {
    if (!isDeployed(Condition)) continue;
    try {
      readers[Type]?.(logicalId, Properties);
    } catch (error) {
      if (error instanceof z.ZodError)
        throw new Error(`${logicalId}: ${z.prettifyError(error)}`, { cause: error });
      throw error;
    }
  }
  return { ...model, topics: model.topics.map((topic) => withSubscriptions(topic, subscriptions)) };
}

type SeparateSubscription = Topic["subscriptions"][number] & { readonly topicArn: unknown };

/** Adds the subscriptions that are separate resources of the template to their topic. */
function withSubscriptions(topic: Topic, all: readonly SeparateSubscription[]): Topic {
  const separate = all
    .filter(({ topicArn }) => topicArn === topic.arn)
    .map(({ protocol, endpoint }) => ({ protocol, endpoint }));
  return { ...topic, subscriptions: [...topic.subscriptions, ...separate] };
}

function parameterValues(
  template: TemplateFile,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const unknown = Object.keys(given).filter((name) => !(name in template.Parameters));
  if (unknown.length > 0) throw new Error(`the template has no parameter ${unknown.join(", ")}`);
  return Object.fromEntries(
    Object.entries(template.Parameters).map(([name, { Default }]) => {
      const value = given[name] ?? Default;
      if (value === undefined) throw new Error(`parameter ${name} has no default: give it a value`);
      return [name, value];
    }),
  );
}
