import {
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  SESClient,
  VerifyDomainDkimCommand,
} from "@aws-sdk/client-ses";
import { PutEmailIdentityMailFromAttributesCommand } from "@aws-sdk/client-sesv2";
import { expect, it, onTestFinished } from "vitest";
import { startEndpoint } from "../../../infra/local/aws/endpoint.ts";
import { type SesWorld, startSesWorld } from "../../support/ses-world.ts";

const D = "oxfordstones.example";

async function olderClient({ ses }: SesWorld): Promise<SESClient> {
  const endpoint = await startEndpoint({ port: 0, clock: Date });
  onTestFinished(() => endpoint.stop());
  endpoint.serve(ses.service);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new SESClient({ region: "eu-west-1", endpoint: endpoint.url, credentials, maxAttempts: 1 });
}

it("says in one call what it knows of many identities", async () => {
  const world = await startSesWorld({ [D]: "" });
  world.files.append(D, await world.createDomain(D));
  await world.createDomain("other.example");
  await world.client.send(
    new PutEmailIdentityMailFromAttributesCommand({
      EmailIdentity: D,
      MailFromDomain: `email.${D}`,
      BehaviorOnMxFailure: "REJECT_MESSAGE",
    }),
  );
  await world.minutes(2);
  const older = await olderClient(world);
  const Identities = [D, "other.example", "unknown.example"];
  const dkim = await older.send(new GetIdentityDkimAttributesCommand({ Identities }));
  const tokens = Array.from({ length: 3 }, () => expect.stringMatching(/^[a-z2-7]{32}$/));
  expect(dkim.DkimAttributes).toEqual({
    [D]: { DkimEnabled: true, DkimVerificationStatus: "Success", DkimTokens: tokens },
    "other.example": { DkimEnabled: true, DkimVerificationStatus: "Pending", DkimTokens: tokens },
    "unknown.example": { DkimEnabled: false, DkimVerificationStatus: "NotStarted" },
  });
  const mailFrom = await older.send(new GetIdentityMailFromDomainAttributesCommand({ Identities }));
  expect(mailFrom.MailFromDomainAttributes).toMatchObject({
    [D]: {
      MailFromDomain: `email.${D}`,
      MailFromDomainStatus: "Pending",
      BehaviorOnMXFailure: "RejectMessage",
    },
    "other.example": { BehaviorOnMXFailure: "UseDefaultValue" },
  });
  const verification = await older.send(new GetIdentityVerificationAttributesCommand({ Identities }));
  expect(verification.VerificationAttributes).toEqual({
    [D]: { VerificationStatus: "Success" },
    "other.example": { VerificationStatus: "Pending" },
  });
});

it("says TemporaryFailure of what it cannot find any more", async () => {
  const world = await startSesWorld({ [D]: "" });
  const records = await world.createDomain(D);
  world.files.append(D, records);
  await world.minutes(2);
  world.files.write(D, "");
  await world.minutes(70);
  const older = await olderClient(world);
  const answer = await older.send(new GetIdentityDkimAttributesCommand({ Identities: [D] }));
  expect(answer.DkimAttributes?.[D]?.DkimVerificationStatus).toBe("TemporaryFailure");
});

it("takes 100 identities in a call, and no more", async () => {
  const older = await olderClient(await startSesWorld({}));
  const Identities = Array.from({ length: 101 }, (_, index) => `d${index}.example`);
  await expect(older.send(new GetIdentityDkimAttributesCommand({ Identities }))).rejects.toMatchObject({
    name: "InvalidParameterValue",
  });
});

it("restarts DKIM with the existing tokens, even where the newer API refuses", async () => {
  const world = await startSesWorld({ [D]: "" }, { dkimRestart: "refused" });
  const records = await world.createDomain(D);
  await world.minutes(73 * 60);
  expect(await world.statuses(D)).toBe("FAILED FAILED");
  const { DkimTokens = [] } = await (await olderClient(world)).send(
    new VerifyDomainDkimCommand({ Domain: D }),
  );
  expect(DkimTokens.every((token) => records.includes(`${token}._domainkey`))).toBe(true);
  world.files.append(D, records);
  await world.minutes(2);
  expect(await world.statuses(D)).toBe("SUCCESS SUCCESS");
});

it("shares its limit of calls with the newer API", async () => {
  const world = await startSesWorld({}, { requestsPerSecond: 1 });
  const older = await olderClient(world);
  await world.createDomain(D);
  await expect(older.send(new GetIdentityDkimAttributesCommand({ Identities: [D] }))).rejects.toMatchObject({
    name: "Throttling",
  });
});
