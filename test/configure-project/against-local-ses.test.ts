import {
  GetEmailIdentityCommand,
  GetReputationEntityCommand,
  GetTenantCommand,
  PutEmailIdentityMailFromAttributesCommand,
  PutTenantSuppressionAttributesCommand,
  SendEmailCommand,
  UpdateReputationEntityPolicyCommand,
} from "@aws-sdk/client-sesv2";
import { expect, it } from "vitest";
import { sesAddressIdentities } from "#adapters/ses/address-identities";
import { sesProjectConfigurator } from "#adapters/ses/project-configurator";
import { readOnboarding } from "#core/onboarding/store";
import { projectConfiguration } from "#core/projects/project-configuration";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { startSesWorld } from "../support/ses-world.ts";
import { ID, issuedOf } from "../support/stages.ts";

const { identity, mailFrom } = onboardingOf();
const TOPIC = "arn:aws:sns:eu-west-1:000000000000:feedback";

/** Makes a table with a domain that is verified and not yet configured. */
async function verifiedDomain() {
  const table = memoryTable();
  const status = { verification: "SUCCESS", dkim: "SUCCESS", mailFrom: "SUCCESS" } as const;
  await keep(table, issuedOf({ status: "verified", ses: { reads: 1, status } }));
  return table;
}

/** Starts with a domain that the local SES has verified, and its declared project. */
async function start(declared: unknown) {
  const world = await startSesWorld(
    { [identity]: "email MX 10 feedback-smtp.eu-west-1.amazonses.com.\n" },
    { eventTargets: [TOPIC] },
  );
  world.files.append(identity, await world.createDomain(identity));
  const attributes = { EmailIdentity: identity, MailFromDomain: mailFrom };
  await world.client.send(new PutEmailIdentityMailFromAttributesCommand(attributes));
  await world.minutes(2);
  const table = await verifiedDomain();
  const run = (of = table) =>
    configureProject(
      { onboardingId: ID, attempt: 1, now: NOW },
      {
        table: of,
        budget: fakeBudget(),
        addressIdentities: sesAddressIdentities(world.client),
        configurator: sesProjectConfigurator(world.client, "arn:aws:ses:eu-west-1:000000000000"),
        defaults: async () => projectConfiguration.parse(declared),
        resolver: declaredDns(),
      },
    );
  const look = () => world.client.send(new GetEmailIdentityCommand({ EmailIdentity: identity }));
  const send = (said = {}) =>
    world.client.send(
      new SendEmailCommand({
        FromEmailAddress: `news@${identity}`,
        Destination: { ToAddresses: ["somebody@elsewhere.example"] },
        Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hello" } } } },
        ...said,
      }),
    );
  return { ...world, table, run, look, send };
}

it("has the project send through its configuration set and tenant, its bounces published", async () => {
  const { run, look, send } = await start({
    configurationSet: { name: "{owner}", create: true, events: { to: TOPIC } },
    tenant: { name: "{project}" },
  });
  await expect(send({ TenantName: "oxford-stones" })).rejects.toThrow("not found");
  expect(await run()).toEqual({ outcome: "configured" });
  await send({ TenantName: "oxford-stones" });
  expect(await look()).toMatchObject({ ConfigurationSetName: "oxford", FeedbackForwardingStatus: false });
});

it("protects the tenant as declared, and again where that was changed by hand", async () => {
  const { run, client } = await start({
    tenant: { name: "{project}", reputationPolicy: "strict", suppression: { scope: "TENANT" } },
  });
  const TenantName = "oxford-stones";
  const protection = async () => {
    const { Tenant } = await client.send(new GetTenantCommand({ TenantName }));
    const entity = {
      ReputationEntityType: "RESOURCE",
      ReputationEntityReference: Tenant?.TenantArn,
    } as const;
    const { ReputationEntity } = await client.send(new GetReputationEntityCommand(entity));
    return {
      entity,
      policy: ReputationEntity?.ReputationManagementPolicy,
      suppression: Tenant?.SuppressionAttributes,
    };
  };
  const declared = {
    policy: "arn:aws:ses:eu-west-1:aws:reputation-policy/strict",
    suppression: { SuppressionScope: "TENANT", SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
  };
  await run();
  const { entity } = await protection();
  expect(await protection()).toMatchObject(declared);
  const none = "arn:aws:ses:eu-west-1:aws:reputation-policy/none";
  await client.send(new UpdateReputationEntityPolicyCommand({ ...entity, ReputationEntityPolicy: none }));
  await client.send(
    new PutTenantSuppressionAttributesCommand({
      TenantName,
      SuppressionScope: "ACCOUNT",
      SuppressedReasons: [],
    }),
  );
  expect(await protection()).toMatchObject({ policy: none, suppression: { SuppressionScope: "ACCOUNT" } });
  await run(await verifiedDomain());
  expect(await protection()).toMatchObject(declared);
});

it("says which configuration set is missing", async () => {
  const { run, table } = await start({ configurationSet: { name: "there" } });
  await expect(run()).rejects.toMatchObject({
    name: "ProjectConfigurationError",
    message:
      "read event destinations (configurationSet there): NotFoundException: Configuration set <there> does not exist.",
  });
  expect((await readOnboarding(table, ID)).status).toBe("verified");
});

it("completes a project that rejects mail for want of its MX only once SES has found that again", async () => {
  const { run, look, send, minutes, files } = await start({ behaviorOnMxFailure: "REJECT_MESSAGE" });
  expect(await run()).toMatchObject({ outcome: "waiting" });
  expect((await look()).MailFromAttributes).toMatchObject({
    MailFromDomainStatus: "PENDING",
    BehaviorOnMxFailure: "REJECT_MESSAGE",
  });
  await minutes(2);
  expect(await run()).toEqual({ outcome: "configured" });
  await send();
  // The deployer has requested this: without the MX, all mail stops.
  files.write(identity, "");
  await minutes(120);
  await expect(send()).rejects.toMatchObject({ name: "MailFromDomainNotVerifiedException" });
});
