import {
  AlreadyExistsException,
  BadRequestException,
  ConcurrentModificationException,
  CreateEmailIdentityCommand,
  DeleteTenantResourceAssociationCommand,
  GetEmailIdentityCommand,
  ListResourceTenantsCommand,
  NotFoundException,
  PutEmailIdentityMailFromAttributesCommand,
  SESv2Client,
  TagResourceCommand,
  TooManyRequestsException,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { sesIdentityMaker } from "#adapters/ses/identity-maker";
import { sesIdentityReader } from "#adapters/ses/identity-reader";
import { sesMailFromSetter } from "#adapters/ses/mail-from-setter";
import { IdentityMissingError, TransientServiceError } from "#core/errors";

const client = new SESv2Client({ region: "eu-west-1" });
const mock = mockClient(client);
const ARN_PREFIX = "arn:aws:ses:eu-west-1:123456789012";
const maker = sesIdentityMaker(client, { region: "eu-west-1", arnPrefix: ARN_PREFIX });
const FOR = { onboardingId: "onb_1", owner: "oxford", project: "shop" };
const tokens = ["t1", "t2", "t3"];
const DkimAttributes = {
  Status: "NOT_STARTED",
  Tokens: tokens,
  SigningHostedZone: "dkim.amazonses.com",
} as const;
const MADE = {
  dkimTokens: tokens,
  signingHostedZone: "dkim.amazonses.com",
  status: { verification: "PENDING", dkim: "NOT_STARTED", tokens },
};
const said = { message: "said by SES", $metadata: { httpStatusCode: 400 } };
const exists = new AlreadyExistsException(said);

beforeEach(() => mock.reset());

describe("making an identity", () => {
  it("tags it with its owner", async () => {
    mock.on(CreateEmailIdentityCommand).resolves({ DkimAttributes });
    const made = await maker.make("d.example", FOR);
    expect(made).toEqual(MADE);
    expect(made).not.toHaveProperty("configurationSet");
    expect(mock.commandCalls(CreateEmailIdentityCommand)[0]?.args[0].input).toEqual({
      EmailIdentity: "d.example",
      Tags: [
        { Key: "sendworthy:owner", Value: "oxford" },
        { Key: "sendworthy:project", Value: "shop" },
        { Key: "sendworthy:onboarding", Value: "onb_1" },
      ],
    });
  });

  it("keeps the signing zone of the region", async () => {
    const SigningHostedZone = "dkim.eu-central-2.amazonses.com";
    mock
      .on(CreateEmailIdentityCommand)
      .resolves({ DkimAttributes: { ...DkimAttributes, SigningHostedZone } });
    expect(await maker.make("d.example", FOR)).toMatchObject({ signingHostedZone: SigningHostedZone });
  });
});

describe("the configuration set of an identity", () => {
  it("is named as the identity is made, which saves a call", async () => {
    mock.on(CreateEmailIdentityCommand).resolves({ DkimAttributes });
    expect(await maker.make("d.example", { ...FOR, configurationSet: "shop" })).toEqual({
      ...MADE,
      configurationSet: "shop",
    });
    const [call] = mock.commandCalls(CreateEmailIdentityCommand);
    expect(call?.args[0].input).toMatchObject({ ConfigurationSetName: "shop" });
  });

  it("may be missing: the customer still gets the records", async () => {
    mock
      .on(CreateEmailIdentityCommand, { ConfigurationSetName: "shop" })
      .rejects(new NotFoundException(said))
      .on(CreateEmailIdentityCommand, { ConfigurationSetName: undefined })
      .resolves({ DkimAttributes });
    expect(await maker.make("d.example", { ...FOR, configurationSet: "shop" })).toEqual(MADE);
  });

  it("learns from SES that the identity exists already", async () => {
    const Tags = [{ Key: "sendworthy:owner", Value: "oxford" }];
    mock.on(CreateEmailIdentityCommand).rejects(exists);
    mock
      .on(GetEmailIdentityCommand)
      .resolves({ VerificationStatus: "PENDING", DkimAttributes, Tags, ConfigurationSetName: "other" });
    expect(await maker.make("d.example", { ...FOR, configurationSet: "shop" })).toEqual({
      ...MADE,
      configurationSet: "other",
    });
  });
});

describe("an identity that exists already", () => {
  it.each<[string, { Key: string; Value: string }[] | undefined, unknown]>([
    ["is ours by its owner's tag", [{ Key: "sendworthy:owner", Value: "oxford" }], MADE],
    ["stays another owner's", [{ Key: "sendworthy:owner", Value: "cambridge" }], "left-by-another"],
    ["is never adopted from a stranger", [{ Key: "team", Value: "oxford" }], "taken"],
    ["is never adopted without any tag", [], "taken"],
    ["is never adopted where SES tells no tags", undefined, "taken"],
  ])("%s", async (_, Tags, answer) => {
    mock.on(CreateEmailIdentityCommand).rejects(exists);
    mock.on(GetEmailIdentityCommand).resolves({
      ...{ DkimAttributes, VerificationStatus: "PENDING" },
      ...(Tags === undefined ? {} : { Tags }),
    });
    expect(await maker.make("d.example", FOR)).toEqual(answer);
    expect(mock.commandCalls(TagResourceCommand)).toEqual([]);
  });

  it("is taken over from another owner, in one call, by an owner who proved control of the domain", async () => {
    mock.on(CreateEmailIdentityCommand).rejects(exists);
    const Tags = [{ Key: "sendworthy:owner", Value: "cambridge" }];
    mock.on(GetEmailIdentityCommand).resolves({ VerificationStatus: "PENDING", DkimAttributes, Tags });
    mock.on(ListResourceTenantsCommand).resolves({ ResourceTenants: [{ TenantName: "cambridge-shop" }] });
    mock.on(DeleteTenantResourceAssociationCommand).resolves({});
    mock.on(TagResourceCommand).resolves({});
    expect(await maker.make("d.example", FOR, true)).toEqual(MADE);
    expect(mock.commandCalls(DeleteTenantResourceAssociationCommand)).toHaveLength(1);
    expect(mock.commandCalls(TagResourceCommand).map(({ args }) => args[0].input)).toEqual([
      {
        ResourceArn: `${ARN_PREFIX}:identity/d.example`,
        Tags: [
          { Key: "sendworthy:owner", Value: "oxford" },
          { Key: "sendworthy:project", Value: "shop" },
          { Key: "sendworthy:onboarding", Value: "onb_1" },
        ],
      },
    ]);
  });

  it("is not taken over, even with a proof, if Sendworthy did not make it", async () => {
    mock.on(CreateEmailIdentityCommand).rejects(exists);
    mock.on(GetEmailIdentityCommand).resolves({ DkimAttributes, Tags: [] });
    expect(await maker.make("d.example", FOR, true)).toBe("taken");
    expect(mock.commandCalls(TagResourceCommand)).toEqual([]);
  });

  it("is one identity if two calls make it at once", async () => {
    mock.on(CreateEmailIdentityCommand).resolvesOnce({ DkimAttributes }).rejects(exists);
    mock.on(GetEmailIdentityCommand).resolves({
      DkimAttributes,
      VerificationStatus: "PENDING",
      Tags: [{ Key: "sendworthy:owner", Value: "oxford" }],
    });
    expect(await Promise.all([maker.make("d.example", FOR), maker.make("d.example", FOR)])).toEqual([
      MADE,
      MADE,
    ]);
  });

  it("is tried again if it is deleted before it is read", async () => {
    mock.on(CreateEmailIdentityCommand).rejects(exists);
    mock.on(GetEmailIdentityCommand).rejects(new NotFoundException(said));
    await expect(maker.make("d.example", FOR)).rejects.toThrow(TransientServiceError);
  });
});

it.each([
  ["429", new TooManyRequestsException({ ...said, $metadata: { httpStatusCode: 429 } })],
  [
    "a change at the same time",
    new ConcurrentModificationException({ ...said, $metadata: { httpStatusCode: 500 } }),
  ],
  ["500", Object.assign(new Error("oops"), { name: "InternalFailure", $metadata: { httpStatusCode: 500 } })],
  ["no connection", Object.assign(new Error("connect"), { code: "ECONNREFUSED" })],
  ["no answer", Object.assign(new Error("slow"), { name: "TimeoutError" })],
])("leaves %s to the machine's retry, whatever is called", async (_, error) => {
  mock.onAnyCommand().rejects(error);
  await expect(maker.make("d.example", FOR)).rejects.toThrow(TransientServiceError);
  await expect(sesIdentityReader(client).read("d.example")).rejects.toThrow(TransientServiceError);
  await expect(sesMailFromSetter(client).set("d.example", "e.d.example")).rejects.toThrow(
    TransientServiceError,
  );
});

describe("reading an identity", () => {
  it("reads the three statuses, and never VerifiedForSendingStatus, which a parent domain may give", async () => {
    mock.on(GetEmailIdentityCommand).resolves({
      VerifiedForSendingStatus: true,
      VerificationStatus: "PENDING",
      DkimAttributes: { Status: "NOT_STARTED" },
      MailFromAttributes: {
        MailFromDomain: "e.d.example",
        MailFromDomainStatus: "FAILED",
        BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
      },
    });
    expect(await sesIdentityReader(client).read("d.example")).toEqual({
      verification: "PENDING",
      dkim: "NOT_STARTED",
      mailFromDomain: "e.d.example",
      mailFrom: "FAILED",
    });
  });

  it("finds no MAIL FROM domain where none is set", async () => {
    const unset = { BehaviorOnMxFailure: "USE_DEFAULT_VALUE" };
    mock.on(GetEmailIdentityCommand).resolves({
      VerificationStatus: "PENDING",
      DkimAttributes: { Status: "PENDING" },
      MailFromAttributes: unset as never,
    });
    expect(await sesIdentityReader(client).read("d.example")).toEqual({
      verification: "PENDING",
      dkim: "PENDING",
    });
  });

  it("reports that SES does not have it", async () => {
    mock
      .on(GetEmailIdentityCommand)
      .rejects(new NotFoundException({ ...said, $metadata: { httpStatusCode: 404 } }));
    expect(await sesIdentityReader(client).read("d.example")).toBeUndefined();
  });
});

it("sets a MAIL FROM domain that falls back while its MX can't be found", async () => {
  mock.on(PutEmailIdentityMailFromAttributesCommand).resolves({});
  await sesMailFromSetter(client).set("d.example", "e.d.example");
  expect(mock.commandCalls(PutEmailIdentityMailFromAttributesCommand)[0]?.args[0].input).toEqual({
    EmailIdentity: "d.example",
    MailFromDomain: "e.d.example",
    BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
  });
});

it("throws an error of its own if the identity is gone whose MAIL FROM domain is to be set", async () => {
  mock.on(PutEmailIdentityMailFromAttributesCommand).rejects(new NotFoundException(said));
  await expect(sesMailFromSetter(client).set("d.example", "e.d.example")).rejects.toThrow(
    IdentityMissingError,
  );
});

it("recognises a missing identity also by the BadRequest that SES answers to MAIL FROM calls", async () => {
  const refused = (message: string) => new BadRequestException({ ...said, message });
  const set = () => sesMailFromSetter(client).set("d.example", "e.d.example");
  mock.on(PutEmailIdentityMailFromAttributesCommand).rejects(refused("Identity <d.example> does not exist."));
  await expect(set()).rejects.toThrow(IdentityMissingError);
  mock
    .on(PutEmailIdentityMailFromAttributesCommand)
    .rejects(refused("Provided MAIL-FROM domain <x> is not subdomain of the domain of the identity <y>"));
  await expect(set()).rejects.toThrow(BadRequestException);
});
