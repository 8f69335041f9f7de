import { afterAll, beforeAll, expect, it } from "vitest";
import { addZone, ticketFor } from "../../infra/bench/whole/customers.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { sendTicket } from "../../infra/demo/send-ticket.ts";
import { cancellationOf, open, publish, read, say } from "./customer.ts";
import { type Delivery, deliver } from "./delivery.ts";
import { executions, identities, scan, settled } from "./evidence.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const MINUTE_MS = 60_000;

/** The items that state machine, stream and schedules may write at any time, independently of intake. */
const WRITTEN_MEANWHILE = {
  pk: /^(figures$|list#|search#)/,
  sk: /^(onboarding$|event#|notice#|mails#|budget|stage#|indexed$|tenants$)/,
};

const desk = (name: string) => ({ baseUrl: `https://${name}.example` });
const CONFIGURATION = {
  helpDesks: { zendesk: desk("zendesk"), freshdesk: desk("freshdesk"), jira: desk("jira") },
};

interface Asked {
  readonly id: string;
  readonly project: string;
  readonly requester: string;
  readonly domain: string;
}

/** Makes a ticket in a help desk's webhook, with everything but the requester in a form. */
function deskTicket(
  source: "zendesk" | "freshdesk" | "jira",
  { id, project, requester, domain }: Asked,
): object {
  const form = `Project: ${project}\nFrom addresses: news@${domain}`;
  switch (source) {
    case "zendesk":
      return { ticket: { id, requester: { email: requester }, description: form } };
    case "freshdesk":
      return {
        freshdesk_webhook: {
          ticket_id: Number(id),
          ticket_contact_email: requester,
          ticket_description: `<p>${form.replace("\n", "</p><p>")}</p>`,
        },
      };
    case "jira": {
      const fields = { description: form, reporter: { emailAddress: requester } };
      return { timestamp: 0, webhookEvent: "jira:issue_created", issue: { key: `SUP-${id}`, fields } };
    }
  }
}

describeWhole("intake over HTTP", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld({ speed: 60, parameters: { Configuration: JSON.stringify(CONFIGURATION) } });
    await makeReady("holder.example");
  });

  afterAll(() => world.stop());

  /** Makes the domain ready; its owner has proved it, and all notices are sent. */
  async function makeReady(domain: string): Promise<void> {
    const onboardingId = await open(world, domain);
    await eventually("the records", async () => (await read(world, onboardingId)).dkim);
    await publish(world, onboardingId);
    await say(world, onboardingId, "confirm");
    expect(await settled(world, onboardingId)).toMatchObject({ status: "ready" });
    await eventually("the last notice", async () => {
      const waiting = (await scan(world)).filter(({ queue }) => queue === "undelivered");
      return waiting.length === 0 ? true : undefined;
    });
  }

  const right = (): Delivery => ({ body: JSON.stringify(ticketFor("new.example")) });

  it.each<[string, () => Delivery, number]>([
    ["without a signature", () => ({ ...right(), headers: { "webhook-signature": "" } }), 401],
    ["with a wrong signature", () => ({ ...right(), headers: { "webhook-signature": "v1,AAAA" } }), 401],
    ["signed with another secret", () => ({ ...right(), secret: "a".repeat(44) }), 401],
    ["signed for another body", () => ({ ...right(), signedBody: "{}" }), 401],
    ["signed for another id", () => ({ ...right(), headers: { "webhook-id": "msg_of-another" } }), 401],
    ["signed six minutes ago", () => ({ ...right(), awayMs: -6 * MINUTE_MS }), 401],
    ["signed for six minutes from now", () => ({ ...right(), awayMs: 6 * MINUTE_MS }), 401],
    ["of an unknown source", () => ({ ...right(), path: "/tickets/unheard-of" }), 404],
    ["that is no JSON", () => ({ body: "{" }), 400],
    ["that is too large", () => ({ body: JSON.stringify({ filler: "x".repeat(256 * 1024) }) }), 413],
    ["of an unknown type", () => ({ body: JSON.stringify({ type: "onboarding.begun", data: {} }) }), 422],
    [
      "for a ticket to cancel that nobody knows",
      () => ({ body: JSON.stringify(cancellationOf("T-0")) }),
      404,
    ],
    [
      "for a domain that another owner holds",
      () => ({
        body: JSON.stringify(ticketFor("holder.example", { ticket: "T-2", project: "p2", owner: "another" })),
      }),
      409,
    ],
    [
      "for a project that is registered with another owner",
      () => ({ body: JSON.stringify(ticketFor("holder.example", { ticket: "T-2", owner: "another" })) }),
      422,
    ],
    [
      "for a domain below one that another owner holds",
      () => ({ body: JSON.stringify(ticketFor("eu.holder.example", { ticket: "T-3", owner: "another" })) }),
      409,
    ],
  ])("refuses a delivery %s, and makes nothing", async (_which, delivery, status) => {
    const before = await madeSoFar();
    const answer = await deliver(world, delivery());
    expect(answer.status).toBe(status);
    if (status !== 404 || answer.type !== "application/json") {
      expect(answer).toMatchObject({ type: "application/problem+json", body: { status } });
    }
    expect(JSON.stringify(answer.body)).not.toMatch(/holder|onb_/);
    expect(await madeSoFar()).toEqual(before);
  });

  it("names every fault of a ticket at once: the field, what was sent and what is expected", async () => {
    const before = await madeSoFar();
    const wrong = {
      project: "",
      requester: "nobody",
      fromAddresses: ["news@gmail.com"],
      mailFrom: "-.example",
    };
    const answer = await deliver(world, { body: JSON.stringify(ticketFor("new.example", wrong)) });
    expect(answer).toMatchObject({ status: 422, type: "application/problem+json" });
    const { faults } = answer.body as { faults: Array<{ field: string; sent: unknown; expected: string }> };
    expect(faults.map(({ field }) => field).sort()).toEqual([
      "fromAddresses.0",
      "mailFrom",
      "project",
      "requester",
    ]);
    for (const { expected } of faults) expect(expected).not.toBe("");
    expect(faults).toContainEqual(expect.objectContaining({ field: "mailFrom", sent: "-.example" }));
    expect(await madeSoFar()).toEqual(before);
  });

  it("opens one onboarding for ten copies of a delivery at once, and answers all of them alike", async () => {
    await addZone(world.cloud.zonesDirectory, "tenfold.example");
    const delivery = { id: "msg_tenfold", body: JSON.stringify(ticketFor("tenfold.example")) };
    const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(world, delivery)));
    expect(answers[0]).toMatchObject({ status: 202, body: { ticket: "T-tenfold" } });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const ofTicket = (await scan(world)).filter(
      ({ sk, ticket }) => sk === "onboarding" && ticket === "T-tenfold",
    );
    expect(ofTicket).toHaveLength(1);
    expect(await executions(world, String(ofTicket[0]?.["onboardingId"]))).toHaveLength(1);
  });

  it("answers a delivery that comes again as it did before, and refuses its id with another body", async () => {
    await addZone(world.cloud.zonesDirectory, "again.example");
    const delivery = { id: "msg_again", body: JSON.stringify(ticketFor("again.example")) };
    const first = await deliver(world, delivery);
    expect(first.status).toBe(202);
    expect(await deliver(world, delivery)).toEqual(first);
    const changed = { ...delivery, body: JSON.stringify(ticketFor("again.example", { project: "changed" })) };
    expect(await deliver(world, changed)).toMatchObject({ status: 409 });
  });

  it("takes the ticket of each help desk, signed as the desk does it, and opens one onboarding for each", async () => {
    for (const [index, source] of (["zendesk", "freshdesk", "jira"] as const).entries()) {
      const domain = `desk${index}.example`;
      await addZone(world.cloud.zonesDirectory, domain);
      const { project, requester } = ticketFor(domain).data;
      // The platform's own request registers the project, and is then cancelled.
      await open(world, domain, { ticket: `first-${source}` });
      await sendTicket(cancellationOf(`first-${source}`), world.cloud.urls);
      await eventually("the end of the first", async () =>
        (await scan(world)).some(
          ({ ticket, status }) => ticket === `first-${source}` && status === "cancelled",
        )
          ? true
          : undefined,
      );
      const ticket = deskTicket(source, { id: `${40 + index}`, project, requester, domain });
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => sendTicket(ticket, world.cloud.urls, source)),
      );
      expect(answers).toEqual(Array(5).fill({ status: 202, body: "{}" }));
      const made = (await scan(world)).filter(
        ({ sk, ...item }) => sk === "onboarding" && item["source"] === source,
      );
      expect(made).toMatchObject([{ project, requester, identity: domain }]);
      expect(await executions(world, String(made[0]?.["onboardingId"]))).toHaveLength(1);
    }
  });

  it("answers in the ticket what is wrong with one of a help desk, and says to the team what only they can correct", async () => {
    const ticket = deskTicket("zendesk", {
      id: "99",
      project: "unheard of",
      requester: "a@b.example",
      domain: "x",
    });
    expect(await sendTicket(ticket, world.cloud.urls, "zendesk")).toMatchObject({ status: 202 });
    const replies = (await scan(world)).filter(
      ({ pk, sk }) => pk === "ticket#zendesk#99" && String(sk).startsWith("reply#"),
    );
    expect(replies.map(({ content, queue }) => [content, queue])).toEqual(
      expect.arrayContaining([
        [expect.objectContaining({ about: "faults" }), "undelivered"],
        [expect.objectContaining({ about: "team" }), "undelivered"],
      ]),
    );
    expect(replies).toHaveLength(2);
  });

  it("takes a cancellation twice as once", async () => {
    const onboardingId = await open(world, "twice.example");
    expect(await say(world, onboardingId, "cancel")).toMatchObject({ status: 202, body: { onboardingId } });
    expect(await say(world, onboardingId, "cancel")).toMatchObject({ status: 202, body: { onboardingId } });
    await settled(world, onboardingId);
    const { version } = await read(world, onboardingId);
    expect(await say(world, onboardingId, "cancel")).toMatchObject({ status: 202 });
    expect(await read(world, onboardingId)).toMatchObject({ status: "cancelled", version });
  });

  /**
   * Returns everything that a refused delivery must leave unchanged; the state machine of an accepted one may
   * continue meanwhile.
   */
  async function madeSoFar(): Promise<unknown> {
    const items = await scan(world);
    const kept = items.filter(
      ({ pk, sk }) => !WRITTEN_MEANWHILE.pk.test(String(pk)) && !WRITTEN_MEANWHILE.sk.test(String(sk)),
    );
    return {
      kept: kept.sort((one, other) => String(one["pk"]).localeCompare(String(other["pk"]))),
      onboardings: items.filter(({ sk }) => sk === "onboarding").length,
      begun: (await executions(world)).map(({ name }) => name),
      made: await identities(world),
    };
  }
});
