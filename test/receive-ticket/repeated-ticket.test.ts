import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import { declaredDns } from "../support/declared-dns.ts";
import { memoryTable } from "../support/memory-table.ts";
import { signedRequest, startIntake, ticketBody } from "./fixture.ts";

const D = "beta.example";
const FIRST = `onb_${"1".padStart(26, "0")}`;
const KNOWN = `dns@${D}`;

/** The ticket that is covered, and what its number comes again for. */
const BC1 = {
  ticket: "BC1",
  project: "beta-c",
  owner: "beta",
  requester: KNOWN,
  fromAddresses: [`c@${D}`],
  mailFrom: undefined,
};

/** Makes intake with three projects of one owner, the domain of one of them ready, and a covered ticket. */
async function covered() {
  const dns = declaredDns();
  for (const name of [D, `x.${D}`])
    dns.publish({ purpose: "mail-from-mx", name, type: "MX", value: "mail.example", ttl: 300 });
  const intake = startIntake(memoryTable(), dns);
  const { table } = intake;
  for (const project of ["beta-a", "beta-b", "beta-c"])
    await intake.register({ project, owner: "beta", requesters: [KNOWN] });
  await intake.request({ ...BC1, ticket: "BA1", project: "beta-a", fromAddresses: [`a@${D}`] }, "msg_a");
  await table.commit((await readClaims(table, D)).prove(FIRST));
  for (const transition of ["issue_records", "verify", "configure", "complete"] as const)
    await changeOnboarding(table, FIRST, () => ({
      transition,
      ...(transition === "verify" ? { set: { dkimVerifiedAt: 1 } } : {}),
    }));
  let deliveries = 0;
  const ask = async (said: Record<string, unknown> = {}) => {
    deliveries += 1;
    const { statusCode, body } = await intake.request({ ...BC1, ...said }, `msg_${deliveries}`);
    return { statusCode, ...JSON.parse(String(body)) };
  };
  const first = await ask();
  /** Leaves the ticket's item as it was stored before it kept what was asked for. */
  const makeOld = async () => {
    const item = table.items().find(({ pk }) => pk === "ticket#generic#BC1");
    if (item === undefined) throw new Error("There is no ticket");
    const { covered: _absent, ...old } = item;
    await table.commit([{ item: { ...old, version: item.version + 1 }, expectedVersion: item.version }]);
  };
  return { ...intake, ask, first, makeOld };
}

const OTHERS: [string, Record<string, unknown>][] = [
  ["another project", { project: "beta-a", fromAddresses: [`zzz@${D}`] }],
  ["another project and an unknown requester", { project: "beta-b", requester: "stranger@else.example" }],
  ["the project that set the domain up", { project: "beta-a", fromAddresses: [`a@${D}`] }],
  ["another domain", { fromAddresses: [`c@x.${D}`] }],
  ["an identity below", { fromAddresses: [`c@x.${D}`], identity: `x.${D}` }],
  ["a domain elsewhere", { fromAddresses: ["c@gamma.example"] }],
  ["another owner's project", { project: "gamma", owner: "gamma" }],
];

describe("the number of a covered ticket that comes again", () => {
  it.each(OTHERS)("for %s is refused with a fault on it, and tells nothing of the other", async (_, said) => {
    const { ask, table } = await covered();
    const before = table.items();
    const answer = await ask(said);
    expect(answer).toMatchObject({ statusCode: 409, faults: [{ field: "ticket", sent: "BC1" }] });
    for (const word of ["onb_", "beta-c", `c@${D}`]) expect(JSON.stringify(answer)).not.toContain(word);
    expect(table.items()).toEqual(before);
  });

  it("for the same request is answered as before, also where the domain is named", async () => {
    const { ask, first, table } = await covered();
    expect(first).toMatchObject({ statusCode: 202, outcome: "covered", fromAddresses: [`c@${D}`] });
    const before = (await readProject(table, "beta-c")).current;
    expect(await ask()).toEqual(first);
    expect(await ask({ identity: D })).toEqual(first);
    expect((await readProject(table, "beta-c")).current).toEqual(before);
  });

  it("for more addresses of the same project and domain asks for a new number, which takes them", async () => {
    const { ask, table } = await covered();
    const before = table.items();
    const more = { fromAddresses: [`c@${D}`, `more@${D}`] };
    expect(await ask(more)).toMatchObject({
      statusCode: 409,
      faults: [
        { field: "fromAddresses", sent: [`more@${D}`], expected: expect.stringContaining("new number") },
      ],
    });
    expect(table.items()).toEqual(before);
    expect(await ask({ ...more, ticket: "BC9" })).toMatchObject({ statusCode: 202, ...more });
  });

  it("is answered as before where an address was refused, or removed since", async () => {
    const { ask, table } = await covered();
    const silent = { ticket: "BC2", fromAddresses: [`c@silent.${D}`], identity: D };
    const first = await ask(silent);
    expect(first).toMatchObject({ statusCode: 202, refused: [{ address: `c@silent.${D}` }] });
    expect(await ask(silent)).toEqual(first);
    const { current, replaceWith } = await readProject(table, "beta-c");
    if (current === undefined) throw new Error("The project is not registered");
    await table.commit([replaceWith({ ...current, fromAddresses: [] })]);
    expect(await ask()).toMatchObject({ statusCode: 202, fromAddresses: [] });
  });

  it("changes nothing when the ticket is opened again", async () => {
    const { send, table } = await covered();
    const before = table.items();
    const reopened = signedRequest(ticketBody({ ticket: "BC1" }, "ticket.reopened"), { id: "msg_r" });
    expect((await send(reopened)).statusCode).toBe(202);
    expect(table.items()).toEqual(before);
  });

  it("does not ask again for the project that covered it, after that one has ended", async () => {
    const { send, table } = await covered();
    for (const transition of ["lose", "expire"] as const)
      await changeOnboarding(table, FIRST, () => ({ transition }));
    const before = table.items();
    const reopened = signedRequest(ticketBody({ ticket: "BC1" }, "ticket.reopened"), { id: "msg_r" });
    expect((await send(reopened)).statusCode).toBe(202);
    expect(table.items()).toEqual(before);
  });
});

describe("a covered ticket that was stored before its request was kept", () => {
  it("is answered as before, and drops no address silently", async () => {
    const { ask, first, makeOld } = await covered();
    await makeOld();
    expect(await ask()).toEqual(first);
    for (const said of [
      { project: "beta-a", fromAddresses: [`zzz@${D}`] },
      { fromAddresses: [`c@x.${D}`] },
      { fromAddresses: [`more@${D}`] },
    ])
      expect(await ask(said)).toMatchObject({ statusCode: 409, faults: [{ field: "fromAddresses" }] });
  });
});

describe("the number of a ticket with an onboarding of its own, or one that joined", () => {
  it.each([
    ["BA1", "beta-a", `a@${D}`],
    ["BB1", "beta-b", `b@${D}`],
  ])("takes no more addresses either, and says so: %s", async (ticket, project, address) => {
    const { register, request, table } = startIntake();
    for (const name of ["beta-a", "beta-b"])
      await register({ project: name, owner: "beta", requesters: [KNOWN] });
    const a = { ...BC1, ticket: "BA1", project: "beta-a", fromAddresses: [`a@${D}`] };
    await request(a, "msg_a");
    await request({ ...BC1, ticket: "BB1", project: "beta-b", fromAddresses: [`b@${D}`] }, "msg_b");
    const said = { ...BC1, ticket, project, fromAddresses: [address] };
    expect((await request(said, "msg_c")).statusCode).toBe(202);
    const { statusCode, body } = await request({ ...said, fromAddresses: [address, `more@${D}`] }, "msg_d");
    expect([statusCode, JSON.parse(String(body)).faults]).toMatchObject([
      409,
      [{ field: "fromAddresses", sent: [`more@${D}`] }],
    ]);
    expect((await readOnboarding(table, FIRST)).fromAddresses).toEqual([`a@${D}`]);
  });
});
