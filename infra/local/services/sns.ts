import { randomUUID } from "node:crypto";
import { formEntries, type XmlTree, xml } from "../aws/query-protocol.ts";
import { AwsError, type AwsService } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import type { Topic } from "../template/resources.ts";

/** A message that was published to a topic. */
export interface Publication {
  readonly messageId: string;
  readonly topicArn: string;
  readonly at: string;
  readonly subject?: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The local SNS. */
export interface Sns {
  readonly service: AwsService;
  /** Returns all published messages in order. */
  publications(): Publication[];
}

interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
}

const NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
/** The largest message: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LARGEST_MESSAGE_BYTES = 262_144;

/** Makes the local SNS with the topics of the template; like standard topics they do not deduplicate. */
export function createSns(options: { store: Store; clock: Clock; topics: readonly Topic[] }): Sns {
  const { store, clock, topics } = options;
  const published = store.collection<Publication>("sns");
  const subscriptions = store.collection<Subscription>("sns-subscriptions");
  for (const { arn, subscriptions: declared } of topics) {
    for (const { protocol, endpoint } of declared) subscribe(arn, protocol, endpoint);
  }

  function subscribe(topicArn: string, protocol: string, endpoint: string): Subscription {
    const key = `${topicArn} ${protocol} ${endpoint}`;
    const subscription = subscriptions.get(key) ?? {
      arn: `${topicArn}:${randomUUID()}`,
      topicArn,
      protocol,
      endpoint,
    };
    subscriptions.put(key, subscription);
    return subscription;
  }

  function topicOf(form: URLSearchParams): string {
    const arn = form.get("TopicArn") ?? form.get("TargetArn") ?? "";
    if (topics.some((topic) => topic.arn === arn)) return arn;
    throw new AwsError("NotFound", "Topic does not exist", 404);
  }

  function publish(form: URLSearchParams): XmlTree {
    const topicArn = topicOf(form);
    const message = form.get("Message") ?? "";
    const subject = form.get("Subject");
    if (message === "") throw new AwsError("InvalidParameter", "Invalid parameter: Empty message");
    if (Buffer.byteLength(message) > LARGEST_MESSAGE_BYTES) {
      throw new AwsError("InvalidParameter", "Invalid parameter: Message too long");
    }
    if (subject !== null && !isSubject(subject)) {
      throw new AwsError("InvalidParameter", "Invalid parameter: Subject");
    }
    const publication: Publication = {
      messageId: randomUUID(),
      topicArn,
      at: new Date(clock.now()).toISOString(),
      ...(subject === null ? {} : { subject }),
      message,
      attributes: messageAttributes(form),
    };
    store.transaction(() => {
      published.put(String(published.list().length).padStart(10, "0"), publication);
    });
    return { MessageId: publication.messageId };
  }

  const operations: Readonly<Record<string, (form: URLSearchParams) => XmlTree>> = {
    Publish: publish,
    Subscribe: (form) => {
      const { arn } = subscribe(topicOf(form), form.get("Protocol") ?? "", form.get("Endpoint") ?? "");
      return { SubscriptionArn: arn };
    },
    ListTopics: () => ({ Topics: { member: topics.map(({ arn }) => ({ TopicArn: arn })) } }),
    GetTopicAttributes: (form) => {
      const arn = topicOf(form);
      return { Attributes: { entry: [{ key: "TopicArn", value: arn }] } };
    },
    ListSubscriptionsByTopic: (form) => ({
      Subscriptions: {
        member: subscriptions
          .list(`${topicOf(form)} `)
          .map(({ value: { arn, topicArn, protocol, endpoint } }) => ({
            SubscriptionArn: arn,
            TopicArn: topicArn,
            Protocol: protocol,
            Endpoint: endpoint,
          })),
      },
    }),
  };

  return {
    publications: () => published.list().map(({ value }) => value),
    service: {
      matches: ({ body, headers }) =>
        headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true &&
        new URLSearchParams(body).get("Version") === "2010-03-31",
      async handle({ body }) {
        const form = new URLSearchParams(body);
        const action = form.get("Action") ?? "";
        const operation = operations[action];
        if (operation === undefined) {
          throw new AwsError("InvalidAction", `The action ${action} is not valid for this endpoint.`);
        }
        const result = {
          [`${action}Result`]: operation(form),
          ResponseMetadata: { RequestId: randomUUID() },
        };
        return {
          status: 200,
          headers: { "content-type": "text/xml" },
          body: `<${action}Response xmlns="${NAMESPACE}">${xml(result)}</${action}Response>`,
        };
      },
    },
  };
}

/** Returns whether SNS accepts the subject: one line of ASCII, shorter than 100 characters, not starting with a space. */
function isSubject(subject: string): boolean {
  return /^[!-~][ -~]{0,98}$/.test(subject);
}

function messageAttributes(form: URLSearchParams): Record<string, string> {
  const entries = formEntries(form, "MessageAttributes.entry.");
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, name]) => {
      const [, index] = /^(\d+)\.Name$/.exec(key) ?? [];
      return index === undefined ? [] : [[name, entries[`${index}.Value.StringValue`] ?? ""]];
    }),
  );
}
