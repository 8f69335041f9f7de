import { SESClient } from "@aws-sdk/client-ses";
import {
  CreateTenantCommand,
  CreateTenantResourceAssociationCommand,
  GetEmailIdentityCommand,
  ListResourceTenantsCommand,
} from "@aws-sdk/client-sesv2";
import { describe, expect, it } from "vitest";
import { sesDkimRestarter } from "#adapters/ses/dkim-restarter";
import { sesDkimSigner } from "#adapters/ses/dkim-signer";
import { sesIdentityMaker } from "#adapters/ses/identity-maker";
import { sesIdentityReader } from "#adapters/ses/identity-reader";
import { sesIdentityRecreator } from "#adapters/ses/identity-recreator";
import { sesMailFromSetter } from "#adapters/ses/mail-from-setter";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { type RequiredRecord, requiredRecords } from "#core/records/required-records";
import { approveRecreation } from "#core/verification/approve-recreation";
import { checkDomain } from "../../functions/check-domain/check-domain.ts";
import type { DkimRestart } from "../../infra/local/ses/account.ts";
import { serveAws } from "../support/aws-server.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { fakeTurns } from "../support/fake-turns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep } from "../support/onboarding-fixture.ts";
import { startSesWorld } from "../support/ses-world.ts";
import { ID, issuedOf } from "../support/stages.ts";

const D = "oxfordstones.example";
const ARN_PREFIX = "arn:aws:ses:eu-west-1:000000000000";
const FOUR_DAYS = 4 * 24 * 60;

/** An onboarding whose records are published a day after SES gave DKIM up, with the local SES and its DNS. */
async function late(dkimRestart: DkimRestart) {
  const world = await startSesWorld({ [D]: "" }, { dkimRestart });
  const v1 = new SESClient({
    region: "eu-west-1",
    endpoint: await serveAws(world.ses.service),
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  const made = await sesIdentityMaker(world.client, { region: "eu-west-1", arnPrefix: "" }).make(D, {
    ...issuedOf(),
    onboardingId: ID,
  });
  if (made === "taken" || made === "left-by-another") throw new Error("Nobody else made it");
  const { mailFrom } = issuedOf();
  const records = requiredRecords({ ...made, identity: D, mailFrom, region: "eu-west-1" });
  const dkim = { tokens: [...made.dkimTokens], signingHostedZone: made.signingHostedZone };
  const table = memoryTable();
  const begun = world.clock.now();
  await keep(
    table,
    issuedOf({ dkim, records, createdAt: begun, expiresAt: begun + 10 * FOUR_DAYS * 60_000 }),
  );
  await world.minutes(FOUR_DAYS);
  const dns = declaredDns();
  const deps = {
    ...{ table, resolver: dns, turns: fakeTurns(), budget: fakeBudget() },
    identities: sesIdentityReader(world.client),
    mailFrom: sesMailFromSetter(world.client),
    dkim: sesDkimRestarter(world.client, v1),
    signer: sesDkimSigner(world.client),
    recreator: sesIdentityRecreator(world.client, ARN_PREFIX),
  };
  const publish = (all: readonly RequiredRecord[]): void => {
    dns.publishAll(all);
    world.files.write(D, all.map(zoneLine).join(""));
  };
  publish(records);
  return {
    read: () => readOnboarding(table, ID),
    status: () => world.statuses(D),
    client: world.client,
    approve: () =>
      changeOnboarding(table, ID, (current) => approveRecreation(current, world.clock.now(), "operator")),
    publish,
    /**
     * Checks and waits as the state machine does, for at most a day; returns the decisions other than to
     * wait.
     */
    async untilDecided(): Promise<string> {
      const { recordsVersion: version } = await readOnboarding(table, ID);
      for (const end = world.clock.now() + 86_400_000; world.clock.now() < end; ) {
        const now = world.clock.now();
        const { decision, waitSeconds } = await checkDomain(
          { onboardingId: ID, attempt: 1, now, round: 1 },
          deps,
        );
        if (decision !== "waiting") return decision;
        const { recordsVersion } = await readOnboarding(table, ID);
        if (recordsVersion > version) return "new-records";
        await world.clock.advance(waitSeconds);
      }
      return "waiting";
    },
  };
}

function zoneLine({ name, type, priority, value }: RequiredRecord): string {
  const data = type === "TXT" ? `"${value}"` : `${priority === undefined ? "" : `${priority} `}${value}.`;
  return `${name}. ${type} ${data}\n`;
}

const wayOf = ({ ses: { restart } }: Onboarding) => [restart?.way, restart?.outcome];

it("verifies without any person's action, where the tokens stay as they are", async () => {
  const { status, untilDecided, read } = await late("same-tokens");
  expect(await status()).toBe("FAILED FAILED");
  expect(await untilDecided()).toBe("verified");
  expect(wayOf(await read())).toEqual(["signing-attributes", "started"]);
});

it("sends the new records and verifies by them, where SES makes new tokens", async () => {
  const { untilDecided, read, publish } = await late("new-tokens");
  const before = await read();
  expect(await untilDecided()).toBe("new-records");
  const told = await read();
  expect(told).toMatchObject({ recordsVersion: 2, notifiedRecordsVersion: 2, replacedRecords: ["dkim"] });
  expect(told.dkim?.tokens).not.toEqual(before.dkim?.tokens);
  publish(told.records);
  expect(await untilDecided()).toBe("verified");
});

it("restarts by SES's v1 API, where v2 refuses", async () => {
  const { untilDecided, read } = await late("refused");
  expect(await untilDecided()).toBe("verified");
  expect(wayOf(await read())).toEqual(["verify-domain", "started"]);
});

describe("if SES refuses to restart in either way", () => {
  it("deletes nothing without an operator's approval", async () => {
    const { untilDecided, read, status } = await late("refused-by-both");
    expect(await untilDecided()).toBe("waiting");
    expect(wayOf(await read())).toEqual(["verify-domain", "refused"]);
    expect(await status()).toBe("FAILED FAILED SUCCESS");
  });

  it("recreates the identity at an operator's approval, with all its settings, and verifies by its new tokens", async () => {
    const { untilDecided, read, publish, approve, client } = await late("refused-by-both");
    await client.send(new CreateTenantCommand({ TenantName: "oxford" }));
    await client.send(
      new CreateTenantResourceAssociationCommand({
        TenantName: "oxford",
        ResourceArn: `${ARN_PREFIX}:identity/${D}`,
      }),
    );
    const had = await client.send(new GetEmailIdentityCommand({ EmailIdentity: D }));
    await untilDecided();
    await approve();
    expect(await untilDecided()).toBe("new-records");
    const told = await read();
    expect(told).toMatchObject({ recordsVersion: 2, notifiedRecordsVersion: 2, replacedRecords: ["dkim"] });
    expect(told.ses.restart).toMatchObject({ way: "recreate", tokensBefore: had.DkimAttributes?.Tokens });
    publish(told.records);
    expect(await untilDecided()).toBe("verified");
    const has = await client.send(new GetEmailIdentityCommand({ EmailIdentity: D }));
    expect(has.Tags).toEqual(had.Tags);
    const { ResourceTenants } = await client.send(
      new ListResourceTenantsCommand({ ResourceArn: `${ARN_PREFIX}:identity/${D}` }),
    );
    expect(ResourceTenants).toMatchObject([{ TenantName: "oxford" }]);
  });
});
