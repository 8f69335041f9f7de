import { GetIdentityDkimAttributesCommand, SESClient } from "@aws-sdk/client-ses";
import {
  BadRequestException,
  CreateEmailIdentityCommand,
  ListEmailIdentitiesCommand,
  PutEmailIdentityMailFromAttributesCommand,
  SESv2Client,
  type VerificationStatus,
} from "@aws-sdk/client-sesv2";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it, onTestFinished } from "vitest";
import { sesIdentityWatch } from "#adapters/ses/identity-watch";
import { sesV1Client } from "#adapters/ses/v1-client";
import { TransientServiceError } from "#core/errors";
import { startEndpoint } from "../../../infra/local/aws/endpoint.ts";
import { type SesWorld, startSesWorld } from "../../support/ses-world.ts";

const D = "oxfordstones.example";

async function watchOf({ ses, client }: SesWorld) {
  const endpoint = await startEndpoint({ port: 0, clock: Date });
  onTestFinished(() => endpoint.stop());
  endpoint.serve(ses.service);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const older = new SESClient({ region: "eu-west-1", endpoint: endpoint.url, credentials, maxAttempts: 1 });
  return sesIdentityWatch(client, older);
}

it("lists the domains whose verification by SES has ended, and reads them in one call each", async () => {
  const world = await startSesWorld({ [D]: "email MX 10 feedback-smtp.eu-west-1.amazonses.com.\n" });
  world.files.append(D, await world.createDomain(D));
  await world.client.send(
    new PutEmailIdentityMailFromAttributesCommand({
      EmailIdentity: D,
      MailFromDomain: `email.${D}`,
      BehaviorOnMxFailure: "REJECT_MESSAGE",
    }),
  );
  await world.createDomain("pending.example");
  await world.client.send(new CreateEmailIdentityCommand({ EmailIdentity: "news@mail.example" }));
  await world.minutes(5);
  const watch = await watchOf(world);
  expect(await watch.list()).toEqual({ domains: [{ identity: D, isFine: true }] });
  const all = [D, "pending.example"];
  expect([...(await watch.dkim(all))]).toEqual([
    [D, { status: "SUCCESS", isSigning: true }],
    ["pending.example", { status: "PENDING", isSigning: true }],
  ]);
  expect([...(await watch.mailFrom(all))]).toEqual([
    [D, { domain: `email.${D}`, status: "SUCCESS", rejectsOnMxFailure: true }],
  ]);
});

it("says of which domains SES misses records or does not let them send", async () => {
  const client = new SESv2Client({ region: "eu-west-1" });
  const listed = (IdentityName: string, VerificationStatus: VerificationStatus, SendingEnabled: boolean) => ({
    IdentityType: "DOMAIN" as const,
    IdentityName,
    VerificationStatus,
    SendingEnabled,
  });
  mockClient(client)
    .on(ListEmailIdentitiesCommand)
    .resolves({
      EmailIdentities: [
        listed("fine.example", "SUCCESS", true),
        listed("misses.example", "TEMPORARY_FAILURE", true),
        listed("gave-up.example", "FAILED", false),
        listed("off.example", "SUCCESS", false),
        listed("new.example", "PENDING", false),
      ],
    });
  const watch = sesIdentityWatch(client, new SESClient({ region: "eu-west-1" }));
  const { domains } = await watch.list();
  expect(domains.map(({ identity, isFine }) => `${identity} ${isFine}`)).toEqual([
    "fine.example true",
    "misses.example false",
    "gave-up.example false",
    "off.example false",
  ]);
});

it("ends a pass whose token SES does not know any more", async () => {
  const client = new SESv2Client({ region: "eu-west-1" });
  const refusal = { message: "Invalid token", $metadata: { httpStatusCode: 400 } };
  mockClient(client).on(ListEmailIdentitiesCommand).rejects(new BadRequestException(refusal));
  const watch = sesIdentityWatch(client, new SESClient({ region: "eu-west-1" }));
  expect(await watch.list("outdated")).toEqual({ domains: [] });
  await expect(watch.list()).rejects.toThrow(BadRequestException);
});

it("reports a throttled read as transient", async () => {
  const world = await startSesWorld({}, { requestsPerSecond: 1 });
  const watch = await watchOf(world);
  await world.createDomain(D);
  await expect(watch.dkim([D])).rejects.toThrow(TransientServiceError);
});

it.each(["AccessDeniedException", "NotFoundException"])(
  "does not end a pass at %s, which does not concern the token",
  async (name) => {
    const client = new SESv2Client({ region: "eu-west-1" });
    mockClient(client)
      .on(ListEmailIdentitiesCommand)
      .rejects(Object.assign(new Error("no"), { name }));
    const watch = sesIdentityWatch(client, new SESClient({ region: "eu-west-1" }));
    await expect(watch.list("current")).rejects.toMatchObject({ name });
  },
);

it("reads DKIM through the client of SES v1", async () => {
  const older = sesV1Client();
  const attributes = { DkimEnabled: false, DkimVerificationStatus: "Success" } as const;
  mockClient(older)
    .on(GetIdentityDkimAttributesCommand, { Identities: [D] })
    .resolves({ DkimAttributes: { [D]: attributes } });
  const watch = sesIdentityWatch(new SESv2Client({ region: "eu-west-1" }), older);
  expect([...(await watch.dkim([D]))]).toEqual([[D, { status: "SUCCESS", isSigning: false }]]);
});
