import { describe, expect, it } from "vitest";
import { configuration } from "#core/deployment-settings";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import { Crash, crashingTable } from "../support/crashing-table.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { DATA, deskRequest, startIntake } from "./fixture.ts";

const FIRST = `onb_${"1".padStart(26, "0")}`;

/** A request without nearly all required fields. */
const INCOMPLETE = "Mailbox exists: yes";

/** Makes the body of a Zendesk trigger, which is valid unless a test says otherwise. */
function bodyOf(said: { id?: string; from?: string; text?: string; more?: string } = {}): string {
  const { id = "35436", from = DATA.requester, more = "" } = said;
  const {
    text = `Project: shop\nFrom addresses: ${DATA.fromAddresses}\nMAIL FROM domain: ${DATA.mailFrom}`,
  } = said;
  return JSON.stringify({ ticket: { id, requester: { email: from }, description: text }, more });
}

async function start() {
  const intake = startIntake();
  await intake.register();
  return { ...intake, zendesk: (said = {}) => intake.deliver("zendesk", bodyOf(said)) };
}

const contents = (replies: readonly Record<string, unknown>[]) => replies.map(({ content }) => content);

describe("a ticket of a help desk", () => {
  it("opens an onboarding of its own source, and the answer to its webhook does not mention it", async () => {
    const { zendesk, table, machine, replies } = await start();
    expect(await zendesk()).toMatchObject({ statusCode: 202, body: "{}" });
    expect(await readOnboarding(table, FIRST)).toMatchObject({
      status: "requested",
      source: "zendesk",
      ticket: "35436",
      owner: DATA.owner,
    });
    expect([...machine.executions.keys()]).toEqual([`${FIRST}-1`]);
    expect(replies()).toEqual([]);
  });

  it("is another one than the same number elsewhere", async () => {
    const { zendesk, deliver, register, onboardings } = await start();
    await register({ project: "p2" });
    await zendesk({ id: "7" });
    const ticket_description = "Project: p2\nFrom addresses: a@bath.example";
    const freshdesk_webhook = { ticket_id: 7, ticket_contact_email: DATA.requester, ticket_description };
    await deliver("freshdesk", JSON.stringify({ freshdesk_webhook }));
    expect(onboardings()).toHaveLength(2);
  });

  it("50 times at once, each in a body of its own, gives one onboarding", async () => {
    const { zendesk, onboardings, machine } = await start();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => zendesk({ more: `${index}` })),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
    expect([onboardings().length, machine.executions.size]).toEqual([1, 1]);
  });

  it("does not begin again by itself once all is over: a desk sends our own answers, too", async () => {
    const { zendesk, table, onboardings } = await start();
    await zendesk();
    for (const transition of ["cancel", "expire", "fail"] as const) {
      const item = onboardings()[0];
      await changeOnboarding(table, FIRST, () => ({ transition }));
      expect((await zendesk({ more: transition })).statusCode).toBe(202);
      expect(onboardings()).toHaveLength(1);
      const version = Number((await table.get({ pk: FIRST, sk: "onboarding" }))?.version);
      if (item !== undefined)
        await table.commit([{ item: { ...item, version: version + 1 }, expectedVersion: version }]);
    }
  });
});

describe("what is wrong with it is answered in the ticket, and the webhook gets 202", () => {
  it("with every fault at once, those of the registry, too", async () => {
    const { zendesk, replies, onboardings, refusals } = await start();
    const text = "Project: unheard of\nFrom addresses: news@gmail.com\nMAIL FROM domain: x";
    expect(await zendesk({ text })).toMatchObject({ statusCode: 202, body: "{}" });
    expect(replies()).toMatchObject([
      { source: "zendesk", ticket: "35436", queue: "undelivered", dueAt: NOW, content: { about: "faults" } },
    ]);
    const [content] = contents(replies()) as { faults: { field: string }[] }[];
    expect(content?.faults.map(({ field }) => field)).toEqual(["fromAddresses.0", "mailFrom", "project"]);
    expect([onboardings(), refusals]).toEqual([[], ["zendesk faults"]]);
  });

  it("once, however often the desk sends it, at once or as an update", async () => {
    const { zendesk, replies } = await start();
    await Promise.all(Array.from({ length: 10 }, () => zendesk({ text: INCOMPLETE })));
    await zendesk({ text: INCOMPLETE, more: "and our own answer" });
    expect(replies()).toHaveLength(1);
    await zendesk({ text: "Project: shop" });
    expect(replies()).toHaveLength(2);
  });

  it.each(["before", "after"] as const)("also when the process dies %s the write", async (when) => {
    const { send, table, zendesk, replies } = await start();
    const dying = crashingTable(table, { nth: 1, when });
    await expect(send(deskRequest("zendesk", bodyOf({ text: INCOMPLETE })), dying)).rejects.toThrow(Crash);
    expect((await zendesk({ text: INCOMPLETE })).statusCode).toBe(202);
    expect(replies()).toHaveLength(1);
  });

  it("with a guide, for a project that does not send through SES", async () => {
    const { zendesk, register, replies } = await start();
    const guideUrl = "https://guide.example/smtp";
    await register({ project: "post", platform: "other", guideUrl });
    await zendesk({ text: `Project: post\nFrom addresses: ${DATA.fromAddresses}` });
    expect(contents(replies())).toEqual([{ about: "not-ses", guideUrl }]);
  });

  it("without a mention of the other owner who has proved the domain", async () => {
    const { zendesk, request, register, replies, onboardings, prove } = await start();
    await request();
    await prove("oxfordstones.example");
    await register({ project: "p2", owner: "cambridge" });
    await zendesk({ text: `Project: p2\nFrom addresses: ${DATA.fromAddresses}` });
    expect(contents(replies())).toEqual([{ about: "needs-check" }]);
    expect(onboardings()).toHaveLength(1);
  });

  it("and deleted after 90 days", async () => {
    const { zendesk, replies } = await start();
    await zendesk({ text: INCOMPLETE });
    expect(replies()).toMatchObject([{ forgetAt: NOW / 1000 + 90 * 86_400 }]);
  });
});

describe("only a body that is no ticket is refused", () => {
  it.each<[string, number, string, object]>([
    ["an unsigned body", 401, bodyOf(), { headers: {} }],
    ["no JSON", 400, "{", {}],
    ["no UTF-8", 401, bodyOf(), { rawBody: Buffer.from([0x7b, 0xff, 0x7d]) }],
    ["a body beyond 256 kB", 413, bodyOf({ more: "x".repeat(256 * 1024) }), {}],
    ["no ticket", 422, "{}", {}],
  ])("%s: %i", async (_, status, body, changes) => {
    const { send, table } = await start();
    const before = table.items();
    const { statusCode } = await send({ ...deskRequest("zendesk", body), ...changes });
    expect(statusCode).toBe(status);
    expect(table.items()).toEqual(before);
  });

  it("a desk that is switched off: 404", async () => {
    const { send, refusals } = startIntake(undefined, undefined, {
      readConfiguration: async () => configuration.parse({}),
    });
    expect((await send(deskRequest("jira", "{}"))).statusCode).toBe(404);
    expect(refusals).toEqual(["jira switched-off"]);
  });

  it.each(["other", "constructor", "__proto__", "generic/x"])(
    "a desk that does not exist: 404",
    async (source) => {
      const { send, refusals } = startIntake();
      const request = { ...deskRequest("jira", "{}"), parameters: { source } };
      expect((await send(request)).statusCode).toBe(404);
      expect(refusals).toEqual(["unknown unknown-source"]);
    },
  );
});

describe("a ticket about something else", () => {
  it("is ignored and counted: 10,000 of them read and write nothing", async () => {
    const { send, register, table, unrelated, refusals, machine } = startIntake();
    await register();
    const calls: string[] = [];
    const counting = {
      ...table,
      async get(...given: Parameters<typeof table.get>) {
        calls.push("get");
        return table.get(...given);
      },
      async commit(...given: Parameters<typeof table.commit>) {
        calls.push("commit");
        return table.commit(...given);
      },
    };
    const before = table.items();
    for (let ticket = 1; ticket <= 10_000; ticket += 1) {
      const text = `Hello,\n\nmy invoice ${ticket} is wrong: it says 12.00.\n\nKind regards`;
      const request = deskRequest("zendesk", bodyOf({ id: String(ticket), text }));
      expect(await send(request, counting)).toMatchObject({ statusCode: 202, body: "{}" });
    }
    expect([calls, refusals, machine.starts()]).toEqual([[], [], 0]);
    expect(table.items()).toEqual(before);
    expect(unrelated).toHaveLength(10_000);
  });

  it("is a request all the same where it has the tag", async () => {
    const { deliver, replies, unrelated } = startIntake();
    const ticket = { id: "7", requester: { email: DATA.requester }, description: "We want to send" };
    await deliver("zendesk", JSON.stringify({ ticket: { ...ticket, tags: "vip, sendworthy-request" } }));
    await deliver(
      "jira",
      JSON.stringify({
        timestamp: NOW,
        webhookEvent: "jira:issue_created",
        issue: { key: "SUP-1", fields: { labels: ["sendworthy-request"] } },
      }),
    );
    expect(contents(replies())).toMatchObject([{ about: "faults" }, { about: "faults" }]);
    expect(unrelated).toEqual([]);
  });

  it("is a request all the same where it has a field or a label of the form, however empty", async () => {
    const { deliver, unrelated, replies } = startIntake(undefined, undefined, {
      readConfiguration: async () =>
        configuration.parse({
          helpDesks: { zendesk: { baseUrl: "https://z.example", fields: { project: "/ticket/project" } } },
        }),
    });
    await deliver("zendesk", JSON.stringify({ ticket: { id: "7", project: "shop" } }));
    await deliver("zendesk", JSON.stringify({ ticket: { id: "8", description: "Project:" } }));
    await deliver("zendesk", JSON.stringify({ ticket: { id: "9", project: "", description: "Hi" } }));
    expect(replies()).toHaveLength(2);
    expect(unrelated).toEqual(["zendesk"]);
  });
});

/** Makes the documented body of a trigger whose placeholder for the text is not escaped. */
function unescaped(description: string, vouched: "first" | "last"): string {
  const requester = '"requester_email":"stranger@x.example"';
  const ticket = `"ticket":{"id":"7","description":"${description}"}`;
  return `{${vouched === "first" ? `${requester},${ticket}` : `${ticket},${requester}`}}`;
}

describe.each(["first", "last"] as const)(
  "a body that names its requester %s in the outermost object",
  (vouched) => {
    const form = `Project: shop\\nFrom addresses: ${DATA.fromAddresses}`;
    const known = DATA.requester;

    it.each([
      ["as it is", form],
      ["in the ticket", `${form}","requester":{"email":"${known}"},"z":"`],
      ["in the outermost object", `${form}"},"requester_email":"${known}","z":{"a":"`],
      ["in a ticket of its own", `${form}"},"ticket":{"id":"7","requester":{"email":"${known}"},"z":"`],
      [
        "and hides the right one in another object",
        `${form}","requester":{"email":"${known}"}},"z":{"y":{"a":"`,
      ],
      ["written differently", `${form}"},"r\\u0065quester_email":"${known}","z":{"a":"`],
    ])("never takes one that a text adds: %s", async (_, description) => {
      const { register, deliver, onboardings, machine } = startIntake();
      await register();
      await deliver("zendesk", unescaped(description, vouched));
      for (const { status } of onboardings()) expect(status).toBe("held");
      expect(machine.starts()).toBe(0);
    });

    it("takes the request of a known requester", async () => {
      const { register, deliver, machine } = startIntake();
      await register();
      await deliver("zendesk", unescaped(form, vouched).replace("stranger@x.example", known));
      expect(machine.starts()).toBe(1);
    });
  },
);

describe("malformed bytes", () => {
  it.each(["zendesk", "freshdesk", "jira"])(
    "halves of surrogate pairs from %s reach no item",
    async (source) => {
      const { deliver, table } = startIntake();
      const half = "\ud83d";
      const text = `Project: sh${half}op\nFrom addresses: news@d.example\nReply address: ${half}@d.example`;
      const bodies = {
        zendesk: { ticket: { id: "7", requester: { email: "a@d.example" }, description: text } },
        freshdesk: { freshdesk_webhook: { ticket_id: 7, ticket_description: text } },
        jira: {
          timestamp: NOW,
          webhookEvent: "jira:issue_created",
          issue: { key: "A-1", fields: { description: text } },
        },
      };
      const body = JSON.stringify(bodies[source as keyof typeof bodies]);
      expect((await deliver(source, body)).statusCode).toBe(202);
      const items = JSON.stringify(table.items());
      expect(items).toContain("\ufffd");
      expect(items).not.toMatch(/\\ud[89a-f]/i);
    },
  );

  it("a repeated key is refused, whatever it overwrites", async () => {
    const { deliver, table, refusals } = startIntake();
    const description = 'x","requester":{"email":"admin@oxfordstones.example"},"z":"';
    const body = `{"ticket":{"id":"7","requester":{"email":"stranger@x.example"},"description":"${description}"}}`;
    expect((await deliver("zendesk", body)).statusCode).toBe(400);
    expect([table.items(), refusals]).toEqual([[], ["zendesk not-json"]]);
  });
});
