import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  CreateEmailIdentityCommand,
  DeleteConfigurationSetCommand,
  type EventDestinationDefinition,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  ListConfigurationSetsCommand,
  PutEmailIdentityConfigurationSetAttributesCommand,
  PutEmailIdentityFeedbackAttributesCommand,
  SendEmailCommand,
  UpdateConfigurationSetEventDestinationCommand,
} from "@aws-sdk/client-sesv2";
import { describe, expect, it } from "vitest";
import { startSesWorld } from "../../support/ses-world.ts";

const TOPIC = "arn:aws:sns:eu-west-1:000000000000:feedback";
const BUS = "arn:aws:events:eu-west-1:000000000000:event-bus/default";
const OWN = "sendworthy-MailConfigurationSet";
const OPERATOR = "ops@sendworthy.example";
const set = { ConfigurationSetName: "shop" };

async function start() {
  const eventTargets = [TOPIC, BUS];
  const settings = { configurationSets: [OWN], eventTargets, verifiedSenders: [OPERATOR] };
  const world = await startSesWorld({ "oxfordstones.example": "" }, settings);
  const send = world.client.send.bind(world.client);
  await send(
    new CreateConfigurationSetCommand({ ...set, ReputationOptions: { ReputationMetricsEnabled: true } }),
  );
  const addDestination = (EventDestination: EventDestinationDefinition) =>
    send(
      new CreateConfigurationSetEventDestinationCommand({
        ...set,
        EventDestinationName: "feedback",
        EventDestination,
      }),
    );
  return { ...world, send, addDestination };
}

const toTopic: EventDestinationDefinition = {
  Enabled: true,
  MatchingEventTypes: ["BOUNCE", "COMPLAINT"],
  SnsDestination: { TopicArn: TOPIC },
};

describe("a configuration set", () => {
  it("is kept with its options beside those that are there from the start, until it is deleted", async () => {
    const { send } = await start();
    expect(await send(new ListConfigurationSetsCommand({}))).toMatchObject({
      ConfigurationSets: [OWN, "shop"],
    });
    expect(await send(new GetConfigurationSetCommand(set))).toMatchObject({
      ...set,
      ReputationOptions: { ReputationMetricsEnabled: true },
    });
    await send(new DeleteConfigurationSetCommand(set));
    expect(await send(new ListConfigurationSetsCommand({}))).toMatchObject({ ConfigurationSets: [OWN] });
  });

  it.each([
    ["a second of its name", "shop", "AlreadyExistsException", "Configuration set <shop> already exists."],
    [
      "a name with a dot",
      "a.b",
      "BadRequestException",
      expect.stringContaining("Invalid configuration set name <a.b>"),
    ],
    ["a name too long", "x".repeat(65), "BadRequestException", expect.stringContaining("64 characters")],
  ])("refuses %s", async (_, ConfigurationSetName, name, message) => {
    const { send } = await start();
    const command = new CreateConfigurationSetCommand({ ConfigurationSetName });
    await expect(send(command)).rejects.toMatchObject({ name, message });
  });

  it("is required by its name for every operation", async () => {
    const { send } = await start();
    const none = { ConfigurationSetName: "none" };
    const refusal = {
      name: "NotFoundException",
      message: "Configuration set <none> does not exist.",
      $metadata: { httpStatusCode: 404 },
    };
    await expect(send(new GetConfigurationSetCommand(none))).rejects.toMatchObject(refusal);
    await expect(send(new DeleteConfigurationSetCommand(none))).rejects.toMatchObject(refusal);
    await expect(send(new GetConfigurationSetEventDestinationsCommand(none))).rejects.toMatchObject(refusal);
  });
});

describe("an event destination", () => {
  it("is kept, and changed", async () => {
    const { send, addDestination } = await start();
    await addDestination(toTopic);
    const found = () => send(new GetConfigurationSetEventDestinationsCommand(set));
    expect((await found()).EventDestinations).toEqual([{ Name: "feedback", ...toTopic }]);
    const { SnsDestination: _topic, ...types } = toTopic;
    const toBus = { ...types, EventBridgeDestination: { EventBusArn: BUS } };
    await send(
      new UpdateConfigurationSetEventDestinationCommand({
        ...set,
        EventDestinationName: "feedback",
        EventDestination: toBus,
      }),
    );
    expect((await found()).EventDestinations).toEqual([{ Name: "feedback", ...toBus }]);
  });

  it.each<[string, EventDestinationDefinition, string]>([
    [
      "a topic that it can't publish to",
      { ...toTopic, SnsDestination: { TopicArn: `${TOPIC}-2` } },
      `Could not publish message to SNS topic <${TOPIC}-2>.`,
    ],
    ["no event type", { ...toTopic, MatchingEventTypes: [] }, "At least one event type must be specified."],
    ["no destination", { MatchingEventTypes: ["BOUNCE"] }, "Event destination is not provided."],
    [
      "two destinations",
      { ...toTopic, EventBridgeDestination: { EventBusArn: BUS } },
      "Please provide only one destination with each request.",
    ],
  ])("is refused with %s", async (_, definition, message) => {
    const { addDestination } = await start();
    await expect(addDestination(definition)).rejects.toMatchObject({ name: "BadRequestException", message });
  });

  it("is refused a second time", async () => {
    const { addDestination } = await start();
    await addDestination(toTopic);
    await expect(addDestination(toTopic)).rejects.toMatchObject({ name: "AlreadyExistsException" });
  });
});

describe("an identity", () => {
  const EmailIdentity = "oxfordstones.example";
  const look = (world: Awaited<ReturnType<typeof start>>) =>
    world.send(new GetEmailIdentityCommand({ EmailIdentity }));

  it("has the configuration set that it was made with, until another is put", async () => {
    const world = await start();
    await world.send(new CreateEmailIdentityCommand({ EmailIdentity, ...set }));
    expect(await look(world)).toMatchObject(set);
    const put = (name?: string) =>
      world.send(
        new PutEmailIdentityConfigurationSetAttributesCommand({ EmailIdentity, ConfigurationSetName: name }),
      );
    await put(OWN);
    expect(await look(world)).toMatchObject({ ConfigurationSetName: OWN });
    await expect(put("none")).rejects.toMatchObject({ name: "NotFoundException" });
    await put();
    expect(await look(world)).not.toHaveProperty("ConfigurationSetName");
  });

  it("is not made with a configuration set that is not there", async () => {
    const { send } = await start();
    const command = new CreateEmailIdentityCommand({ EmailIdentity, ConfigurationSetName: "none" });
    await expect(send(command)).rejects.toMatchObject({ name: "NotFoundException" });
    await expect(send(new GetEmailIdentityCommand({ EmailIdentity }))).rejects.toMatchObject({
      name: "NotFoundException",
    });
  });

  it("forwards feedback until that is turned off", async () => {
    const world = await start();
    await world.send(new CreateEmailIdentityCommand({ EmailIdentity }));
    expect(await look(world)).toMatchObject({ FeedbackForwardingStatus: true });
    const off = { EmailIdentity, EmailForwardingEnabled: false };
    await world.send(new PutEmailIdentityFeedbackAttributesCommand(off));
    expect(await look(world)).toMatchObject({ FeedbackForwardingStatus: false });
    const elsewhere = new PutEmailIdentityFeedbackAttributesCommand({
      ...off,
      EmailIdentity: "other.example",
    });
    await expect(world.send(elsewhere)).rejects.toMatchObject({ name: "BadRequestException" });
  });
});

it("sends through the configuration set that the sender names, or else the identity's", async () => {
  const { send, ses } = await start();
  const setOf = async (ConfigurationSetName?: string) => {
    const { MessageId = "" } = await send(
      new SendEmailCommand({
        FromEmailAddress: OPERATOR,
        Destination: { ToAddresses: ["somebody@customer.example"] },
        ConfigurationSetName,
        Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hello" } } } },
      }),
    );
    return ses.mailbox.get(MessageId)?.configurationSet;
  };
  expect(await setOf()).toBeUndefined();
  expect(await setOf(OWN)).toBe(OWN);
  await send(new PutEmailIdentityConfigurationSetAttributesCommand({ EmailIdentity: OPERATOR, ...set }));
  expect(await setOf()).toBe("shop");
  await expect(setOf("none")).rejects.toMatchObject({
    name: "NotFoundException",
    message: "Configuration set <none> does not exist.",
  });
});
