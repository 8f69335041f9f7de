import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  ListTagsForResourceCommand,
  PutEmailIdentityDkimAttributesCommand,
  PutEmailIdentityDkimSigningAttributesCommand,
  PutEmailIdentityMailFromAttributesCommand,
  TagResourceCommand,
} from "@aws-sdk/client-sesv2";
import { describe, expect, it } from "vitest";
import { ask, lines } from "../../support/dns-asking.ts";
import { startSesWorld } from "../../support/ses-world.ts";

const D = "oxfordstones.example";
const create = (EmailIdentity: string) => new CreateEmailIdentityCommand({ EmailIdentity });
const get = (EmailIdentity: string) => new GetEmailIdentityCommand({ EmailIdentity });

async function body(sent: Promise<{ $metadata: unknown }>): Promise<unknown> {
  const { $metadata: _metadata, ...rest } = await sent;
  return rest;
}

describe("an identity", () => {
  it("says NOT_STARTED when it is created, and PENDING from the first Get on", async () => {
    const { client, clock } = await startSesWorld({});
    const dkim = {
      SigningEnabled: true,
      Tokens: Array.from({ length: 3 }, () => expect.stringMatching(/^[a-z2-7]{32}$/)),
      SigningHostedZone: "dkim.amazonses.com",
      SigningAttributesOrigin: "AWS_SES",
      NextSigningKeyLength: "RSA_2048_BIT",
      CurrentSigningKeyLength: "RSA_2048_BIT",
      LastKeyGenerationTimestamp: new Date(clock.now()),
    };
    expect(await body(client.send(create(D)))).toEqual({
      IdentityType: "DOMAIN",
      VerifiedForSendingStatus: false,
      DkimAttributes: { ...dkim, Status: "NOT_STARTED" },
    });
    expect(await body(client.send(get("OxfordStones.example")))).toEqual({
      IdentityType: "DOMAIN",
      FeedbackForwardingStatus: true,
      VerifiedForSendingStatus: false,
      DkimAttributes: { ...dkim, Status: "PENDING" },
      MailFromAttributes: { BehaviorOnMxFailure: "USE_DEFAULT_VALUE" },
      Policies: {},
      Tags: [],
      VerificationStatus: "PENDING",
      VerificationInfo: {},
    });
  });

  it("is an address as well as a domain", async () => {
    const { client } = await startSesWorld({});
    expect(await body(client.send(create("news@mail.example")))).toEqual({
      IdentityType: "EMAIL_ADDRESS",
      VerifiedForSendingStatus: false,
    });
    expect(await client.send(get("news@mail.example"))).toMatchObject({
      DkimAttributes: {
        SigningEnabled: false,
        Status: "NOT_STARTED",
        SigningAttributesOrigin: "AWS_SES",
        NextSigningKeyLength: "RSA_1024_BIT",
      },
      VerificationStatus: "PENDING",
    });
  });

  it("publishes a key under each of its tokens until it is deleted", async () => {
    const { client, options } = await startSesWorld({});
    const { DkimAttributes } = await client.send(create(D));
    const names = (DkimAttributes?.Tokens ?? []).map((token) => `${token}.dkim.amazonses.com`);
    const look = (name: string) =>
      ask(options.resolver, name, "TXT", { recursionDesired: true }).then(({ answers }) => lines(answers)[0]);
    for (const name of names) expect(await look(name)).toMatch(/ TXT p=[\w+/]+\|[\w+/]+=*$/);
    await client.send(new DeleteEmailIdentityCommand({ EmailIdentity: D }));
    await expect(client.send(get(D))).rejects.toMatchObject({ name: "NotFoundException" });
  });

  it("may send below a verified domain although it is PENDING itself", async () => {
    const world = await startSesWorld({ [D]: "" });
    world.files.append(D, await world.createDomain(D));
    await world.minutes(2);
    for (const name of [`news.${D}`, `news@a.b.${D}`]) {
      expect(await world.client.send(create(name))).toMatchObject({ VerifiedForSendingStatus: true });
      expect(await world.client.send(get(name))).toMatchObject({
        VerifiedForSendingStatus: true,
        VerificationStatus: "PENDING",
      });
    }
  });

  it("is made once by ten requests at once", async () => {
    const { client } = await startSesWorld({});
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => client.send(create(D))));
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" ? [outcome.reason.name] : [],
    );
    expect(refused).toEqual(Array.from({ length: 9 }, () => "AlreadyExistsException"));
  });

  it("carries tags", async () => {
    const { client } = await startSesWorld({});
    const ResourceArn = `arn:aws:ses:eu-west-1:000000000000:identity/${D}`;
    await client.send(new CreateEmailIdentityCommand({ EmailIdentity: D, Tags: [{ Key: "a", Value: "1" }] }));
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "b", Value: "2" }] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ]);
  });

  it("has DKIM signing switched off and on, whatever its status", async () => {
    const { client } = await startSesWorld({});
    await client.send(create(D));
    await client.send(new PutEmailIdentityDkimAttributesCommand({ EmailIdentity: D, SigningEnabled: false }));
    expect(await client.send(get(D))).toMatchObject({
      DkimAttributes: { SigningEnabled: false, Status: "PENDING" },
    });
  });
});

it("lists identities page by page", async () => {
  const { client } = await startSesWorld({});
  for (const name of ["a@mail.example", "b@mail.example", "c@mail.example"]) await client.send(create(name));
  const first = await client.send(new ListEmailIdentitiesCommand({ PageSize: 2 }));
  const second = await client.send(new ListEmailIdentitiesCommand({ NextToken: first.NextToken }));
  const pages = [first, second].map(({ EmailIdentities = [] }) => EmailIdentities);
  expect(pages.map((page) => page.map(({ IdentityName }) => IdentityName))).toEqual([
    ["a@mail.example", "b@mail.example"],
    ["c@mail.example"],
  ]);
  expect(pages[1]).toEqual([
    {
      IdentityType: "EMAIL_ADDRESS",
      IdentityName: "c@mail.example",
      SendingEnabled: false,
      VerificationStatus: "PENDING",
    },
  ]);
  expect(second.NextToken).toBeUndefined();
});

it("lists what a filter lets through, and answers the older GET as well", async () => {
  const { client, ses } = await startSesWorld({}, { verifiedSenders: ["ops@mail.example"] });
  await client.send(create(D));
  const listed = async (Filter: Record<string, string>) => {
    const { EmailIdentities = [] } = await client.send(new ListEmailIdentitiesCommand({ Filter }));
    return EmailIdentities.map(({ IdentityName }) => IdentityName);
  };
  expect(await listed({ IDENTITY_NAME_CONTAINS: "Stones" })).toEqual([D]);
  expect(await listed({ IDENTITY_TYPE: "EMAIL_ADDRESS" })).toEqual(["ops@mail.example"]);
  expect(await listed({ VERIFICATION_STATUS: "PENDING" })).toEqual([D]);
  const older = await ses.service.handle({
    method: "GET",
    path: "/v2/email/identities",
    query: new URLSearchParams({ PageSize: "1" }),
    headers: {},
    body: "",
  });
  expect(JSON.parse(older.body)).toMatchObject({
    EmailIdentities: [{ IdentityName: "ops@mail.example", SendingEnabled: true }],
    NextToken: expect.any(String),
  });
});

const mailFrom = (EmailIdentity: string, MailFromDomain: string) =>
  new PutEmailIdentityMailFromAttributesCommand({ EmailIdentity, MailFromDomain });

it.each<[string, unknown, string, number, string]>([
  ["a name taken", create(D), "AlreadyExistsException", 400, `Email identity ${D} already exist.`],
  ["an unknown name", get("x.example"), "NotFoundException", 404, "Email identity x.example does not exist."],
  [
    "deletion of an unknown name",
    new DeleteEmailIdentityCommand({ EmailIdentity: "x.example" }),
    "NotFoundException",
    404,
    "Email identity x.example does not exist.",
  ],
  [
    "DKIM for an unknown name",
    new PutEmailIdentityDkimAttributesCommand({ EmailIdentity: "x.example", SigningEnabled: true }),
    "BadRequestException",
    400,
    "Domain x.example is not verified for DKIM signing.",
  ],
  [
    "DKIM keys for an address",
    new PutEmailIdentityDkimSigningAttributesCommand({
      EmailIdentity: `a@${D}`,
      SigningAttributesOrigin: "AWS_SES",
    }),
    "BadRequestException",
    400,
    "The EmailIdentity value must be a valid domain.",
  ],
  [
    "MAIL FROM for an unknown name",
    mailFrom("x.example", "m.x.example"),
    "BadRequestException",
    400,
    "Identity <x.example> does not exist.",
  ],
  ...[D, "mail.example", `x${D}`].map(
    (domain) =>
      [
        `MAIL FROM ${domain}`,
        mailFrom(D, domain),
        "BadRequestException",
        400,
        `Provided MAIL-FROM domain <${domain}> is not subdomain of the domain of the identity <${D}>`,
      ] satisfies [string, unknown, string, number, string],
  ),
  ["no domain", create("no domain"), "BadRequestException", 400, "Invalid domain name no domain."],
  [
    "a page too large",
    new ListEmailIdentitiesCommand({ PageSize: 1001 }),
    "BadRequestException",
    400,
    "1 validation error detected: Value at 'pageSize' failed to satisfy constraint: Member must be between 0 and 1000",
  ],
  [
    "tags of the wrong form",
    new CreateEmailIdentityCommand({ EmailIdentity: "y.example", Tags: JSON.parse('[{"Key": "a"}]') }),
    "BadRequestException",
    400,
    "1 validation error detected: Value at 'tags.0.Value' failed to satisfy constraint: Member must not be null",
  ],
  [
    "an unknown configuration set",
    new CreateEmailIdentityCommand({ EmailIdentity: "y.example", ConfigurationSetName: "none" }),
    "NotFoundException",
    404,
    "Configuration set <none> does not exist.",
  ],
])("refuses %s as SES does", async (_case, command, name, status, message) => {
  const { client } = await startSesWorld({});
  await client.send(create(D));
  const refusal = client.send(command as Parameters<typeof client.send>[0]);
  await expect(refusal).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode: status } });
  const { EmailIdentities } = await client.send(new ListEmailIdentitiesCommand());
  expect(EmailIdentities).toHaveLength(1);
});

it("clears MAIL FROM when it is put without a domain, and resets the behaviour", async () => {
  const { client } = await startSesWorld({});
  await client.send(create(D));
  const command = { EmailIdentity: D, BehaviorOnMxFailure: "REJECT_MESSAGE" } as const;
  await client.send(
    new PutEmailIdentityMailFromAttributesCommand({ ...command, MailFromDomain: `email.${D}` }),
  );
  expect((await client.send(get(D))).MailFromAttributes).toEqual({
    MailFromDomain: `email.${D}`,
    MailFromDomainStatus: "PENDING",
    BehaviorOnMxFailure: "REJECT_MESSAGE",
  });
  await client.send(new PutEmailIdentityMailFromAttributesCommand({ ...command, MailFromDomain: "" }));
  expect((await client.send(get(D))).MailFromAttributes).toEqual({
    BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
  });
});

it("admits one call a second if so configured, by the clock", async () => {
  const { client, clock, ses } = await startSesWorld({}, { requestsPerSecond: 1 });
  await client.send(new GetAccountCommand());
  await expect(client.send(new GetAccountCommand())).rejects.toMatchObject({
    name: "TooManyRequestsException",
    $metadata: { httpStatusCode: 429 },
  });
  await clock.advance(1);
  expect(await client.send(new GetAccountCommand())).toMatchObject({ ProductionAccessEnabled: true });
  expect(ses.calls()).toBe(3);
});
