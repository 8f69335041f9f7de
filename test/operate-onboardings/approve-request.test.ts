import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { changeOnboarding } from "#core/onboarding/store";
import { readProject } from "#core/projects/project";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { DATA, startIntake } from "../receive-ticket/fixture.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { opening } from "../support/opening.ts";
import { BY, operatorsRequest } from "../support/operators-request.ts";
import { fakeRedriver } from "../support/redriver.ts";
import { SHOWN } from "../support/shown.ts";
import { NO_TENANTS } from "../support/tenants.ts";

const D = "oxfordstones.example";
const STRANGER = { requester: "stranger@else.example" };
const id = (number: number) => `onb_${String(number).padStart(26, "0")}`;
const OTHER = { ticket: "T-2", mailFrom: `mailer.${D}`, fromAddresses: [`info@${D}`], ...STRANGER };

/** Makes intake, with operators who approve held requests. */
function startWorld() {
  const intake = startIntake();
  const { table, machine } = intake;
  const deps = {
    ...{
      table,
      trail: table,
      partitions: table,
      ...SHOWN,
      listing: table,
      starter: machine,
      resumer: machine,
    },
    ...NO_TENANTS,
    ...fakeRedriver(),
    resolver: declaredDns(),
    newToken: () => "challenge",
    ...opening(table),
    readDomainRules: async () => ({ allow: [], deny: [], own: [] }),
  };
  const ask = async (routeKey: string, number: number, sent?: unknown) => {
    const request = operatorsRequest(routeKey, { parameters: { onboardingId: id(number) }, now: NOW, sent });
    const { statusCode, body = "" } = await (routeKey.startsWith("GET")
      ? showOnboardings(request, deps)
      : operateOnboardings(request, deps));
    return { statusCode, body: JSON.parse(body) };
  };
  return {
    ...intake,
    approve: (number: number, sent = {}) =>
      ask("POST /onboardings/{onboardingId}/approve", number, { what: "request", ...sent }),
    show: (number: number) => ask("GET /onboardings/{onboardingId}", number),
    item: (number: number) => intake.onboardings().find(({ pk }) => pk === id(number)),
    /** Makes the onboarding verified, and configures it in its project. */
    makeReady: async (number: number, identity = D) => {
      await table.commit((await readClaims(table, identity)).prove(id(number)));
      for (const transition of ["issue_records", "verify", "configure", "complete"] as const)
        await changeOnboarding(table, id(number), () => ({ transition }));
    },
  };
}

describe("approving a request for a domain that its owner has already", () => {
  it("adds its addresses to the verified identity, whose MAIL FROM domain stays", async () => {
    const world = startWorld();
    await world.request();
    await world.makeReady(1);
    await world.request(OTHER, "msg_2");
    const before = world.item(1);
    expect((await world.show(2)).body.approval).toEqual({
      leadsTo: expect.stringMatching(
        new RegExp(`keeps its MAIL FROM domain email\\.${D}.* names mailer\\.${D}\\. That would change`),
      ),
      changes: [],
    });
    const { statusCode, body } = await world.approve(2);
    expect([statusCode, body.outcome, body.because]).toEqual([200, "done", expect.stringContaining(id(1))]);
    expect(world.item(1)).toMatchObject({ status: "ready", mailFrom: before?.["mailFrom"] });
    expect(world.item(2)).toMatchObject({ status: "cancelled", closedBecause: "covered" });
    expect(world.machine.executions.size).toBe(1);
    const { entries } = await readClaims(world.table, D);
    expect(new Set(entries.map(({ onboardingId }) => onboardingId))).toEqual(new Set([id(1)]));
    expect((await readProject(world.table, DATA.project)).current?.domains).toEqual([
      { identity: D, mailFrom: DATA.mailFrom, onboardingId: id(1) },
    ]);
    expect(await world.approve(2)).toMatchObject({ statusCode: 200, body: { outcome: "unchanged" } });
  });

  it("mentions no change of the MAIL FROM domain where the ticket names that of the identity", async () => {
    const world = startWorld();
    await world.request();
    await world.makeReady(1);
    await world.request({ ...OTHER, mailFrom: DATA.mailFrom }, "msg_2");
    expect((await world.show(2)).body.approval).toEqual({
      leadsTo: `Adds the from addresses to ${D} of the same owner (${id(1)}), which keeps its MAIL FROM domain ${DATA.mailFrom}.`,
      changes: [],
    });
  });

  it("names no MAIL FROM domain where the identity is ready without one", async () => {
    const world = startWorld();
    await world.request();
    await world.makeReady(1);
    const withoutMailFrom = { at: NOW, by: BY };
    await changeOnboarding(world.table, id(1), () => ({ set: { withoutMailFrom } }));
    await world.request(OTHER, "msg_2");
    const { leadsTo } = (await world.show(2)).body.approval;
    expect(leadsTo).toContain("made ready without a MAIL FROM domain");
    expect(leadsTo).not.toContain("email.");
  });

  it("joins what is under way, also for another project", async () => {
    const world = startWorld();
    await world.register({ project: "p2" });
    await world.request();
    await world.request({ ...OTHER, project: "p2" }, "msg_2");
    await world.approve(2);
    expect(world.item(1)).toMatchObject({
      mailFrom: DATA.mailFrom,
      alsoTickets: [{ ticket: "T-2", project: "p2" }],
      alsoProjects: [{ project: "p2", fromAddresses: [`info@${D}`] }],
    });
    expect(world.item(2)).toMatchObject({ status: "cancelled", closedBecause: "joined" });
    expect(world.machine.executions.size).toBe(1);
  });

  it("is announced in the ticket, and a copy of the ticket then leads to the identity", async () => {
    const world = startWorld();
    await world.request();
    await world.makeReady(1);
    const description = `Project: shop\nFrom addresses: info@${D}\nMAIL FROM domain: mailer.${D}`;
    await world.deliver(
      "zendesk",
      JSON.stringify({ ticket: { id: "9", requester: { email: STRANGER.requester }, description } }),
    );
    await world.approve(2);
    expect(world.replies()).toMatchObject([
      {
        ticket: "9",
        content: {
          about: "covered",
          kept: { named: `mailer.${D}`, mailFrom: DATA.mailFrom, projects: ["shop"] },
        },
      },
    ]);
  });
});

describe("approving a request that affects other onboardings", () => {
  const child = {
    ...{ ticket: "T-3", fromAddresses: [`a@shop.${D}`], identity: `shop.${D}`, mailFrom: `email.shop.${D}` },
    ...STRANGER,
  };

  it("shows them first, and needs an approval of its own", async () => {
    const world = startWorld();
    await world.request();
    await world.makeReady(1);
    await world.request(child, "msg_3");
    const told = [expect.stringContaining(`settings of ${D}`)];
    expect((await world.show(2)).body.approval.changes).toEqual(told);
    const before = world.table.items();
    expect(await world.approve(2)).toMatchObject({ statusCode: 409, body: { detail: told[0] } });
    expect(world.table.items()).toEqual(before);
    expect(await world.approve(2, { acceptChanges: true })).toMatchObject({ body: { outcome: "done" } });
    expect(world.item(2)).toMatchObject({ status: "requested", overrides: D });
  });

  it("does not hold on to settings above it that have ended since it came", async () => {
    const world = startWorld();
    await world.request();
    await world.makeReady(1);
    await world.request(child, "msg_3");
    for (const transition of ["lose", "expire"] as const)
      await changeOnboarding(world.table, id(1), () => ({ transition }));
    expect((await world.show(2)).body.approval.changes).toEqual([]);
    expect(await world.approve(2)).toMatchObject({ body: { outcome: "done" } });
    expect(world.item(2)).not.toHaveProperty("overrides");
  });

  it("shows other owners who would have to prove control, and asks them only after the approval", async () => {
    const world = startWorld();
    await world.register();
    await world.request(STRANGER);
    await world.request({ ticket: "T-4", project: "rival", owner: "rival" }, "msg_4");
    expect((await world.show(1)).body.approval.changes).toEqual([expect.stringContaining(id(2))]);
    expect((await world.approve(1)).statusCode).toBe(409);
    await world.approve(1, { acceptChanges: true });
    expect(world.item(1)).toMatchObject({ status: "requested", ownership: { because: "contested" } });
    expect(world.item(2)).toMatchObject({ ownership: { because: "contested" } });
  });

  it("asks for the proof of control where another owner gave up the names since it came", async () => {
    const world = startWorld();
    await world.register();
    await world.request(STRANGER);
    expect(world.item(1)).not.toHaveProperty("ownership");
    const { entries, replaceWith } = await readClaims(world.table, D);
    const left = { name: D, owner: "rival", onboardingId: id(9), releasedAt: NOW };
    await world.table.commit([replaceWith(entries, [left])]);
    await world.approve(1, { acceptChanges: true });
    expect(world.item(1)).toMatchObject({ status: "requested", ownership: { because: "held-before" } });
  });

  it("can't be approved once another owner has proved the names", async () => {
    const world = startWorld();
    await world.register();
    await world.request(STRANGER);
    await world.request({ ticket: "T-4", project: "rival", owner: "rival" }, "msg_4");
    await world.table.commit((await readClaims(world.table, D)).prove(id(2)));
    expect((await world.approve(1, { acceptChanges: true })).statusCode).toBe(409);
    expect(world.item(1)).toMatchObject({ status: "held" });
  });
});

it("sets up a request without obstacles, and keeps who approved it", async () => {
  const world = startWorld();
  await world.register();
  await world.request(STRANGER);
  expect((await world.show(1)).body.approval).toEqual({
    leadsTo: `Sets up ${D} with the MAIL FROM domain ${DATA.mailFrom}.`,
    changes: [],
  });
  expect(await world.approve(1)).toMatchObject({ body: { outcome: "done", status: "requested" } });
  expect(world.table.items().filter(({ type }) => type === "approved")).toMatchObject([{ by: BY }]);
  expect((await world.show(1)).body.approval).toBeNull();
});
