import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { readProject } from "#core/projects/project";
import { declaredDns } from "../support/declared-dns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { signedRequest, startIntake, ticketBody } from "./fixture.ts";

const { identity, mailFrom, owner, project, onboardingId } = onboardingOf();
const NEWS = `news@${identity}`;

/** Makes intake with a project whose domain is verified and accepts mail. */
async function start() {
  const table = memoryTable();
  const dns = declaredDns();
  dns.publish({ purpose: "mail-from-mx", name: identity, type: "MX", value: "mail.example", ttl: 300 });
  await keep(table, onboardingOf({ status: "ready", dkimVerifiedAt: BEGUN_AT }));
  const { replaceWith } = await readProject(table, project);
  const claims = await readClaims(table, identity);
  await table.commit([
    replaceWith({ project, owner, platform: "ses", requesters: [], domains: [] }),
    claims.replaceWith(reserve(claims.entries, onboardingId, owner, [identity, mailFrom])),
  ]);
  const intake = startIntake(table, dns);
  const add = async (data: object, id = "msg_a") => {
    const answer = await intake.send(signedRequest(ticketBody(data, "from_addresses.added"), { id }));
    return { status: answer.statusCode, ...JSON.parse(answer.body ?? "") };
  };
  return { table, intake, add };
}

it("adds addresses that may be used, and answers the others with the next step", async () => {
  const { table, add } = await start();
  const answer = await add({ ticket: "T-2", project, addresses: [NEWS, "news@cambridge.example"] });
  expect(answer).toMatchObject({
    ...{ status: 200, ticket: "T-2", project, accepted: [{ address: NEWS, from: NEWS }] },
    refused: [{ address: "news@cambridge.example", refusals: [{ code: "not-verified" }] }],
  });
  const { current } = await readProject(table, project);
  expect(current?.fromAddresses).toMatchObject([{ address: NEWS, addedBy: "support", isDefault: true }]);
});

it("changes nothing if it is requested again", async () => {
  const { table, add } = await start();
  const data = { ticket: "T-2", project, addresses: [NEWS] };
  await add(data);
  const { current: before } = await readProject(table, project);
  expect(await add(data, "msg_b")).toMatchObject({ accepted: [{ address: NEWS }] });
  const { current: after } = await readProject(table, project);
  expect(after?.fromAddresses).toEqual(before?.fromAddresses);
});

describe("a copy of a delivery", () => {
  const DELIVERED = { ticket: "T-2", project, addresses: [NEWS, "news@cambridge.example"] };

  it("is answered as before", async () => {
    const { add } = await start();
    expect(await add(DELIVERED)).toEqual(await add(DELIVERED));
  });

  it("does not add again what was removed meanwhile", async () => {
    const { table, add } = await start();
    await add(DELIVERED);
    const { current, replaceWith } = await readProject(table, project);
    await table.commit([replaceWith({ project, owner, ...current, fromAddresses: [] })]);
    const before = table.items();
    expect(await add(DELIVERED)).toMatchObject({ status: 200, accepted: [] });
    expect(table.items()).toEqual(before);
  });

  it("changes nothing ten times at once, with equal answers", async () => {
    const { table, add } = await start();
    const answers = await Promise.all(Array.from({ length: 10 }, () => add(DELIVERED)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { current } = await readProject(table, project);
    expect(current).toMatchObject({ version: 2, fromAddresses: [{ address: NEWS }] });
  });

  it("is refused if its body differs", async () => {
    const { table, add, intake } = await start();
    await add(DELIVERED);
    const before = table.items();
    expect(await add({ ...DELIVERED, addresses: [`info@${identity}`] })).toMatchObject({ status: 409 });
    expect(table.items()).toEqual(before);
    expect(intake.refusals).toEqual(["generic other-body"]);
  });
});

it("says all that is wrong at once, and lets no ticket overrule DMARC", async () => {
  const { add } = await start();
  const answer = await add({ project, addresses: [], override: "because" });
  expect(answer).toMatchObject({ status: 422 });
  expect(answer.faults.map(({ field }: { field: string }) => field).sort()).toEqual([
    "addresses",
    "override",
    "ticket",
  ]);
});

it("knows only projects of the registry, and counts the others", async () => {
  const { add, intake } = await start();
  expect(await add({ ticket: "T-2", project: "none", addresses: [NEWS] })).toMatchObject({ status: 404 });
  expect(intake.refusals).toEqual(["generic unknown-project"]);
});

it("refuses a body with an invalid signature before it reads it", async () => {
  const { intake } = await start();
  const body = ticketBody({ ticket: "T-2", project, addresses: [NEWS] }, "from_addresses.added");
  const forged = signedRequest(body, { secret: Buffer.from("x".repeat(33)).toString("base64") });
  expect((await intake.send(forged)).statusCode).toBe(401);
});
