import { CreateEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { expect, it } from "vitest";
import { sesAddressIdentities } from "#adapters/ses/address-identities";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { messageFor } from "#core/notices/messages/message";
import { readOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { startSesWorld } from "../support/ses-world.ts";
import { ID, issuedOf } from "../support/stages.ts";
import { UNCONFIGURED } from "../support/unconfigured.ts";

const D = "oxfordstones.example";
const SUCCESS = { verification: "SUCCESS", dkim: "SUCCESS", mailFrom: "SUCCESS" } as const;

/** Starts with a verified domain in an account that has these other identities. */
async function start(identities: readonly string[], slotMilliseconds = 0) {
  const world = await startSesWorld({});
  for (const EmailIdentity of identities)
    await world.client.send(new CreateEmailIdentityCommand({ EmailIdentity }));
  const table = memoryTable();
  await keep(table, issuedOf({ status: "verified", ses: { reads: 1, status: SUCCESS } }));
  const claims = await readClaims(table, D);
  await table.commit([claims.replaceWith(reserve([], ID, "oxford", [D, `email.${D}`]))]);
  const resolver = declaredDns();
  const incoming = { purpose: "mail-from-mx", name: D, type: "MX", value: "mail.example", ttl: 300 } as const;
  resolver.publish(incoming);
  const deps = {
    ...UNCONFIGURED,
    ...{ table, budget: fakeBudget(slotMilliseconds), resolver },
    addressIdentities: sesAddressIdentities(world.client),
  };
  return { table, deps, run: (now = NOW) => configureProject({ onboardingId: ID, attempt: 1, now }, deps) };
}

it("finds the address identities at the domain and below it, and no others", async () => {
  const { table, run } = await start([`news@${D}`, `a@shop.${D}`, `b@not-${D}`, D.replace("ox", "cam")]);
  expect(await run()).toEqual({ outcome: "configured" });
  expect((await readOnboarding(table, ID)).addressIdentities).toEqual([`a@shop.${D}`, `news@${D}`]);
});

it("names them when the domain is ready, to operations", async () => {
  const { table, run } = await start([`news@${D}`]);
  await run();
  const onboarding = await readOnboarding(table, ID);
  for (const recipient of ["ops"] as const) {
    const event = {
      ...({ onboardingId: ID, version: 1, type: "ready", at: NOW, by: "sendworthy", tries: 0 } as const),
      notices: [],
    };
    const matter = { notice: { noticeId: "n", recipient }, event, onboarding, setupUrl: "" };
    expect(messageFor(matter).text).toContain(`their own identity in Amazon SES: news@${D}`);
  }
});

it("warns of them in the list of from addresses", async () => {
  const { table, run } = await start([`news@${D}`]);
  await run();
  const { current } = await readProject(table, "oxford-stones");
  expect(current?.fromAddresses.find(({ address }) => address === `news@${D}`)?.warnings).toContain(
    "address-identity",
  );
});

it("waits for a slot of the SES budget", async () => {
  const { deps, run } = await start([], 1000);
  await deps.budget.take(NOW);
  expect(await run()).toEqual({ outcome: "waiting", waitSeconds: 1 });
  expect(await run(NOW + 1000)).toEqual({ outcome: "configured" });
});
