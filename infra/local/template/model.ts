import type { Triggers } from "./function-events.ts";
import type { LambdaFunction } from "./functions.ts";
import type { Secret, SsmParameter, StateMachine, Table, Topic } from "./resources.ts";

/** The resources of a template that the local cloud runs, with local names and ARNs. */
export interface Template extends Triggers {
  readonly functions: LambdaFunction[];
  readonly stateMachines: StateMachine[];
  readonly tables: Table[];
  readonly topics: Topic[];
  readonly queues: Array<{ readonly arn: string; readonly name: string; readonly url: string }>;
  readonly parameters: SsmParameter[];
  readonly secrets: Secret[];
  /** The ids of the KMS keys that sign. */
  readonly signingKeys: string[];
  /** The names of S3's buckets. */
  readonly buckets: string[];
  /** The names of SES's configuration sets. */
  readonly configurationSets: string[];
}

/** Makes a template without resources, for readers to fill. */
export function emptyTemplate(): Template {
  return {
    functions: [],
    stateMachines: [],
    tables: [],
    topics: [],
    queues: [],
    parameters: [],
    secrets: [],
    signingKeys: [],
    buckets: [],
    configurationSets: [],
    routes: [],
    schedules: [],
    rules: [],
    streams: [],
  };
}

/** A subscription that is a separate resource of the template. */
export type SeparateSubscription = Topic["subscriptions"][number] & { readonly topicArn: unknown };

/** Adds the subscriptions that are separate resources of the template to their topics. */
export function withSubscriptions(template: Template, all: readonly SeparateSubscription[]): Template {
  const topics = template.topics.map((topic) => {
    const separate = all
      .filter(({ topicArn }) => topicArn === topic.arn)
      .map(({ protocol, endpoint }) => ({ protocol, endpoint }));
    return { ...topic, subscriptions: [...topic.subscriptions, ...separate] };
  });
  return { ...template, topics };
}
