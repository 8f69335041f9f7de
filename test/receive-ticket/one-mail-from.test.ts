import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { UNCONFIGURED } from "../support/unconfigured.ts";
import { DATA, signedRequest, startIntake, ticketBody } from "./fixture.ts";

const D = "oxfordstones.example";
const FIRST = `onb_${"1".padStart(26, "0")}`;
const SECOND = `onb_${"2".padStart(26, "0")}`;

/**
 * A second project of the same owner, whose ticket leaves the choice of the MAIL FROM domain to Sendworthy.
 */
const P2 = { ticket: "T-2", project: "p2", fromAddresses: [`info@${D}`], mailFrom: undefined };

/** Makes a first project whose onboarding is in progress. */
async function start() {
  const intake = startIntake();
  const first = await intake.request({ mailFrom: undefined });
  const { table } = intake;
  return {
    ...intake,
    first: JSON.parse(String(first.body)),
    read: (id = FIRST) => readOnboarding(table, id),
    domains: async (project: string) => (await readProject(table, project)).current?.domains,
    verify: async () => {
      for (const transition of ["issue_records", "verify"] as const)
        await changeOnboarding(table, FIRST, () => ({ transition }));
    },
    configure: () =>
      configureProject(
        { onboardingId: FIRST, attempt: 1, now: NOW },
        { ...UNCONFIGURED, table, resolver: declaredDns(), budget: { take: async (now: number) => now } },
      ),
  };
}

describe("two projects of one owner that ask for one domain", () => {
  it("share its MAIL FROM domain, and one onboarding", async () => {
    const { request, first, read, onboardings, machine } = await start();
    const { statusCode, body } = await request(P2, "msg_2");
    expect([statusCode, JSON.parse(String(body))]).toEqual([
      202,
      {
        ...{ onboardingId: FIRST, ticket: DATA.ticket, project: "p2", identity: D },
        ...{ fromAddresses: P2.fromAddresses, mailFrom: first.mailFrom },
      },
    ]);
    expect(await read()).toMatchObject({
      ...{ project: DATA.project, fromAddresses: DATA.fromAddresses },
      alsoTickets: [{ ticket: "T-2", project: "p2" }],
      alsoProjects: [{ project: "p2", fromAddresses: P2.fromAddresses }],
    });
    expect([onboardings().length, machine.executions.size]).toEqual([1, 1]);
  });

  it("both have the domain once it is configured, and a copy of the ticket is answered as before", async () => {
    const { request, verify, configure, domains, first } = await start();
    const answer = await request(P2, "msg_2");
    await verify();
    await configure();
    const domain = { identity: D, mailFrom: first.mailFrom, onboardingId: FIRST };
    expect(await domains(DATA.project)).toEqual([domain]);
    expect(await domains("p2")).toEqual([domain]);
    expect(await request(P2, "msg_2")).toEqual(answer);
  });

  it("also where the second asks while the first is verified, or configured", async () => {
    for (const status of ["verified", "configured"]) {
      const { request, verify, configure, domains } = await start();
      await verify();
      if (status === "configured") await configure();
      await request(P2, "msg_2");
      await configure();
      expect(await domains("p2"), status).toMatchObject([{ identity: D, onboardingId: FIRST }]);
    }
  });

  it("a project that was registered for another owner meanwhile gets nothing", async () => {
    const { request, register, verify, configure, domains } = await start();
    await request(P2, "msg_2");
    await register({ project: "p2", owner: "somebody-else" });
    await verify();
    await configure();
    expect(await domains("p2")).toEqual([]);
  });
});

it("a ticket that joined asks for its own project when it is opened again after the end", async () => {
  const { request, table, send, read } = await start();
  await request(P2, "msg_2");
  await changeOnboarding(table, FIRST, () => ({ transition: "cancel" }));
  const body = ticketBody({ ticket: "T-2" }, "ticket.reopened");
  await send(signedRequest(body, { id: "msg_3" }));
  expect(await read(SECOND)).toMatchObject({ project: "p2", fromAddresses: P2.fromAddresses, ticket: "T-2" });
});

describe("a ticket that names another MAIL FROM domain", () => {
  it.each(["is under way", "is verified"])(
    "is told what it would change where the domain %s",
    async (state) => {
      const { request, first, read, verify, configure } = await start();
      if (state === "is verified") {
        await verify();
        await configure();
      }
      const { statusCode, body } = await request({ ...P2, mailFrom: `post.${D}` }, "msg_2");
      const answer = JSON.parse(String(body));
      expect([statusCode, answer.mailFrom]).toEqual([202, first.mailFrom]);
      expect(answer.warning).toMatch(`names the MAIL FROM domain post.${D}.`);
      expect(answer.warning).toMatch(
        new RegExp(`We kept ${first.mailFrom}, because .* ${DATA.project} .*already use`),
      );
      expect((await read()).mailFrom).toBe(first.mailFrom);
    },
  );

  it("is not told that the domain has one, where an operator let it be ready without", async () => {
    const { request, verify, configure, table, deliver, register, replies } = await start();
    await verify();
    await changeOnboarding(table, FIRST, () => ({
      set: { withoutMailFrom: { at: NOW, by: "operator:ops" } },
    }));
    await configure();
    const { statusCode, body } = await request({ ...P2, mailFrom: `post.${D}` }, "msg_2");
    expect([statusCode, JSON.parse(String(body)).outcome]).toEqual([202, "covered"]);
    expect(String(body)).not.toMatch(/mailFrom|warning/);
    await register({ project: "p3" });
    const description = `Project: p3\nFrom addresses: info@${D}\nMAIL FROM domain: post.${D}`;
    const requester = { email: DATA.requester };
    await deliver("zendesk", JSON.stringify({ ticket: { id: "7", description, requester } }));
    expect(replies()).toMatchObject([{ content: { about: "covered", identity: D } }]);
    expect(replies()[0]?.["content"]).not.toHaveProperty("mailFrom");
  });

  it("gets no warning where it names the one that the domain has", async () => {
    const { request, first } = await start();
    const { body } = await request({ ...P2, mailFrom: first.mailFrom }, "msg_2");
    expect(JSON.parse(String(body))).not.toHaveProperty("warning");
  });
});

describe("an onboarding that failed", () => {
  it("ends when its owner asks again, so that two never write one identity", async () => {
    const { request, read, table, first, machine } = await start();
    await changeOnboarding(table, FIRST, () => ({ transition: "fail", set: { failedFrom: "requested" } }));
    await request({ mailFrom: undefined }, "msg_2");
    expect(await read()).toMatchObject({ status: "cancelled", closedBecause: "replaced" });
    expect(await read(SECOND)).toMatchObject({ status: "requested", mailFrom: first.mailFrom });
    const { entries } = await readClaims(table, D);
    expect(new Set(entries.map(({ onboardingId }) => onboardingId))).toEqual(new Set([SECOND]));
    expect(machine.executions.size).toBe(2);
  });

  it("passes its proofs on", async () => {
    const { request, prove, table } = await start();
    await prove(D);
    await changeOnboarding(table, FIRST, () => ({ transition: "fail", set: { failedFrom: "requested" } }));
    await request({ mailFrom: undefined }, "msg_2");
    const { entries } = await readClaims(table, D);
    expect(entries.map(({ onboardingId, state }) => [onboardingId, state])).toEqual([
      [SECOND, "proved"],
      [SECOND, "proved"],
    ]);
  });
});

describe("a ticket number of the platform that comes again", () => {
  it.each([
    ["another project", { project: "p9", owner: "stranger" }],
    ["another domain", { fromAddresses: ["a@bath.example"], mailFrom: "email.bath.example" }],
    ["a domain below it", { fromAddresses: [`a@shop.${D}`], mailFrom: `email.shop.${D}` }],
  ])("for %s is refused with a fault on it, and tells nothing of the other", async (_, said) => {
    const { request, table, refusals } = await start();
    const before = table.items();
    const { statusCode, body } = await request(said, "msg_2");
    expect(statusCode).toBe(409);
    expect(JSON.parse(String(body)).faults).toMatchObject([{ field: "ticket", sent: DATA.ticket }]);
    for (const word of ["onb_", DATA.project, ...DATA.fromAddresses, "oxford-stones"])
      expect(String(body)).not.toContain(word);
    expect([table.items(), refusals]).toEqual([before, ["generic ticket-in-use"]]);
  });

  it("opens another request once the first has ended", async () => {
    const { request, table } = await start();
    await changeOnboarding(table, FIRST, () => ({ transition: "cancel" }));
    const said = { fromAddresses: ["a@bath.example"], mailFrom: "email.bath.example" };
    expect((await request(said, "msg_2")).statusCode).toBe(202);
  });

  it("is answered as before for the same project and domain, also where the domain covers it", async () => {
    const { request, verify, configure } = await start();
    expect((await request({ mailFrom: undefined }, "msg_2")).statusCode).toBe(202);
    await verify();
    await configure();
    const covered = { ...P2, fromAddresses: [`a@shop.${D}`] };
    const first = await request(covered, "msg_3");
    expect(await request(covered, "msg_4")).toEqual(first);
  });
});

it("takes twenty-nine owners at once for one domain", async () => {
  const { request, onboardings } = startIntake();
  const answers = await Promise.all(
    Array.from({ length: 29 }, (_, n) =>
      request({ ticket: `T-${n}`, project: `p${n}`, owner: `owner-${n}`, mailFrom: undefined }, `msg_${n}`),
    ),
  );
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
  expect(onboardings()).toHaveLength(29);
  expect(onboardings().every(({ ownership }) => ownership !== undefined)).toBe(true);
});
