import {
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
  PutEmailIdentityDkimSigningAttributesCommand,
  PutEmailIdentityMailFromAttributesCommand,
} from "@aws-sdk/client-sesv2";
import { describe, expect, it } from "vitest";
import { createSes } from "../../../infra/local/ses/ses.ts";
import { type SesWorld, startSesWorld } from "../../support/ses-world.ts";

const D = "oxfordstones.example";
const F = `email.${D}`;
const MX = "feedback-smtp.eu-west-1.amazonses.com.";
const DAYS = 24 * 60;

function putMailFrom({ client }: SesWorld) {
  return client.send(new PutEmailIdentityMailFromAttributesCommand({ EmailIdentity: D, MailFromDomain: F }));
}

async function infoOf({ client }: SesWorld) {
  const { VerificationInfo } = await client.send(new GetEmailIdentityCommand({ EmailIdentity: D }));
  return VerificationInfo;
}

describe("DKIM", () => {
  it("verifies a domain once its three CNAMEs are published", async () => {
    const world = await startSesWorld({ [D]: "" });
    const records = await world.createDomain(D);
    await world.minutes(2);
    expect(await world.statuses(D)).toBe("PENDING PENDING");
    expect(await infoOf(world)).toMatchObject({ ErrorType: "HOST_NOT_FOUND" });
    world.files.append(D, records);
    await world.minutes(30);
    expect(await world.statuses(D)).toBe("SUCCESS SUCCESS");
    expect(await infoOf(world)).toMatchObject({
      ErrorType: "HOST_NOT_FOUND",
      LastSuccessTimestamp: expect.any(Date),
      SOARecord: { PrimaryNameServer: `ns1.${D}`, AdminEmail: `hostmaster.${D}`, SerialNumber: 1 },
    });
  });

  it("keeps waiting while one of the three is absent", async () => {
    const world = await startSesWorld({ [D]: "" });
    const [first, second, third = ""] = (await world.createDomain(D)).split("\n");
    world.files.append(D, `${first}\n${second}\n`);
    await world.minutes(60);
    expect(await world.statuses(D)).toBe("PENDING PENDING");
    world.files.append(D, `${third}\n`);
    await world.minutes(30);
    expect(await world.statuses(D)).toBe("SUCCESS SUCCESS");
  });

  it.each([
    [
      "INVALID_VALUE",
      "a wrong target",
      (records: string) => records.replaceAll("amazonses.com", "amazonaws.com"),
    ],
    ["TYPE_NOT_FOUND", "a TXT record in its place", (records: string) => records.replaceAll("CNAME", "TXT")],
    ["HOST_NOT_FOUND", "a doubled name", (records: string) => records.replaceAll("example. C", "example C")],
    ["DNS_SERVER_ERROR", "SERVFAIL", () => `; @servfail *.${D}.\n`],
  ])("says %s for %s", async (errorType, _case, mistaken) => {
    const world = await startSesWorld({ [D]: "" });
    world.files.append(D, mistaken(await world.createDomain(D)));
    await world.minutes(2);
    expect(await world.statuses(D)).toBe("PENDING PENDING");
    expect(await infoOf(world)).toMatchObject({ ErrorType: errorType });
  });

  it("fails after 72 hours, checks no more, and starts again with the same tokens on request", async () => {
    const world = await startSesWorld({ [D]: "" });
    const records = await world.createDomain(D);
    await world.minutes(3 * DAYS);
    expect(await world.statuses(D)).toBe("FAILED FAILED");
    const queries = world.ses.queries();
    world.files.append(D, records);
    await world.minutes(DAYS);
    expect(world.ses.queries()).toBe(queries);
    const again = await world.client.send(
      new PutEmailIdentityDkimSigningAttributesCommand({
        EmailIdentity: D,
        SigningAttributesOrigin: "AWS_SES",
      }),
    );
    expect(again.DkimStatus).toBe("PENDING");
    expect(again.DkimTokens?.every((token) => records.includes(token))).toBe(true);
    await world.minutes(2);
    expect(await world.statuses(D)).toBe("SUCCESS SUCCESS");
  });

  it("turns to TEMPORARY_FAILURE when records vanish, and comes back with them", async () => {
    const world = await startSesWorld({ [D]: "" });
    const records = await world.createDomain(D);
    world.files.append(D, records);
    await world.minutes(2);
    world.files.write(D, "");
    await world.minutes(180);
    expect(await world.statuses(D)).toBe("TEMPORARY_FAILURE TEMPORARY_FAILURE");
    world.files.append(D, records);
    await world.minutes(60);
    expect(await world.statuses(D)).toBe("SUCCESS SUCCESS");
    world.files.write(D, "");
    await world.minutes(4 * DAYS);
    expect(await world.statuses(D)).toBe("FAILED FAILED");
  });

  it("stays verified while the name servers fail", async () => {
    const world = await startSesWorld({ [D]: "" });
    world.files.append(D, await world.createDomain(D));
    await world.minutes(2);
    world.files.append(D, `; @servfail @\n; @servfail *.${D}.\n`);
    await world.minutes(DAYS);
    expect(await world.statuses(D)).toBe("SUCCESS SUCCESS");
  });
});

describe("MAIL FROM", () => {
  it("succeeds by its MX alone, on a clock of its own", async () => {
    const world = await startSesWorld({ [D]: `email MX 10 ${MX}\n` });
    await world.createDomain(D);
    await world.minutes(DAYS);
    await putMailFrom(world);
    expect(await world.statuses(D)).toBe("PENDING PENDING PENDING");
    await world.minutes(2);
    expect(await world.statuses(D)).toBe("PENDING PENDING SUCCESS");
  });

  it.each([
    ["two MX records", `email MX 10 ${MX}\nemail MX 20 mail.${D}.\n`],
    ["the MX of another Region", "email MX 10 feedback-smtp.us-east-1.amazonses.com.\n"],
    ["no MX", 'email TXT "v=spf1 include:amazonses.com ~all"\n'],
  ])("does not take %s, and fails after 72 hours until put again", async (_case, records) => {
    const world = await startSesWorld({ [D]: records });
    await world.createDomain(D);
    await putMailFrom(world);
    await world.minutes(3 * DAYS);
    expect(await world.statuses(D)).toBe("FAILED FAILED FAILED");
    world.files.write(D, `email MX 10 ${MX}\n`);
    await world.minutes(DAYS);
    expect(await world.statuses(D)).toBe("FAILED FAILED FAILED");
    await putMailFrom(world);
    await world.minutes(2);
    expect(await world.statuses(D)).toBe("FAILED FAILED SUCCESS");
  });

  it("turns to TEMPORARY_FAILURE when the MX vanishes", async () => {
    const world = await startSesWorld({ [D]: `email 60 MX 10 ${MX}\n` });
    await world.createDomain(D);
    await putMailFrom(world);
    await world.minutes(2);
    world.files.write(D, "");
    await world.minutes(70);
    expect(await world.statuses(D)).toBe("PENDING PENDING TEMPORARY_FAILURE");
  });
});

it("continues its checks in another process, and forgets those of a deleted identity", async () => {
  const world = await startSesWorld({ [D]: "", "other.example": "" });
  world.files.append(D, await world.createDomain(D));
  await world.createDomain("other.example");
  world.ses.stop();
  await world.minutes(60);
  expect(await world.statuses(D)).toBe("PENDING PENDING");
  const successor = createSes(world.options);
  successor.resume();
  await world.client.send(new DeleteEmailIdentityCommand({ EmailIdentity: "other.example" }));
  await world.minutes(1);
  expect(await world.statuses(D)).toBe("SUCCESS SUCCESS");
  successor.stop();
});

it.each([
  ["new-tokens", "PENDING"],
  ["refused", "BadRequestException"],
] as const)("plays a restart of DKIM with %s", async (dkimRestart, outcome) => {
  const world = await startSesWorld({ [D]: "" }, { dkimRestart });
  const records = await world.createDomain(D);
  const restart = world.client.send(
    new PutEmailIdentityDkimSigningAttributesCommand({
      EmailIdentity: D,
      SigningAttributesOrigin: "AWS_SES",
    }),
  );
  const seen = await restart.then(
    ({ DkimStatus, DkimTokens = [] }) => {
      expect(DkimTokens.some((token) => records.includes(token))).toBe(false);
      return DkimStatus;
    },
    (error: Error) => error.name,
  );
  expect(seen).toBe(outcome);
});
