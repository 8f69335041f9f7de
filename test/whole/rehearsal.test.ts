import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { addZone } from "../../infra/bench/whole/customers.ts";
import { eventually, mailTo, publishRecords, setupLink } from "../../infra/demo/customer.ts";
import type { Intercept } from "../../infra/local/aws/endpoint.ts";
import { readInput } from "../../infra/ops/command.ts";
import { rehearsalDeps, rehearse as rehearseCommand } from "../../infra/ops/commands/rehearse.ts";
import type { RehearsalDeps } from "../../infra/ops/rehearsal/ports.ts";
import { rehearse } from "../../infra/ops/rehearsal/rehearse.ts";
import type { Person } from "../../infra/person.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const ZONE = "operator.example";
const MAIL = "me@operator.example";

describeWhole("npm run ops -- rehearse", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld({ parameters: { OpsAddress: "ops@platform.example" } });
    await addZone(world.cloud.zonesDirectory, ZONE);
  });

  afterAll(() => world.stop());

  /** The operator, who reads mail, adds records and answers. */
  function operator(
    domain: string,
    answers: Readonly<Record<string, string>> = {},
  ): Person & { asked: string[] } {
    const asked: string[] = [];
    let link = "";
    return {
      asked,
      tell: () => {},
      async ask(question) {
        asked.push(question);
        const planted = Object.entries(answers).find(([part]) => question.includes(part));
        if (planted !== undefined) return planted[1];
        if (question.includes("set-up link")) {
          link = setupLink(
            await eventually("the invitation", () => mailTo(world.cloud, MAIL, new RegExp(domain))),
          );
          return link;
        }
        if (question.includes("Press Enter")) {
          const records = await (await fetch(`${link}/records.zone`)).text();
          await publishRecords(world.cloud.zonesDirectory, ZONE, records);
          return "";
        }
        if (question.includes("get the notice")) {
          const title = `Ready: ${domain}`;
          await eventually("the notice", () =>
            world.cloud.publications().find(({ subject }) => subject?.startsWith(title)),
          );
          return "y";
        }
        if (question.includes("test message")) {
          await eventually("the test message", () => mailTo(world.cloud, MAIL, /^Test message/));
          return "y";
        }
        return question.startsWith("Type ") ? domain : "y";
      },
    };
  }

  function deps(person: Person): Promise<RehearsalDeps> {
    const { urls, ports } = world.cloud;
    const given = ["--aws-url", urls.aws, "--resolver", `127.0.0.1:${ports.resolver}`];
    return rehearsalDeps(readInput(rehearseCommand, given), person);
  }

  async function walk(domain: string, person: Person, changes: Partial<RehearsalDeps> = {}) {
    const own = await deps(person);
    const signed: Partial<RehearsalDeps> = {
      api: { request: (...call) => world.act(() => own.api.request(...call)) },
      sendTicket: (ticket) => world.act(() => own.sendTicket(ticket)),
      pause: () => new Promise((resolve) => setTimeout(resolve, 50)),
    };
    return rehearse({ domain, mail: MAIL }, { ...own, ...signed, ...changes }, () => {});
  }

  /** Sends a ticket without the secret. */
  async function unsigned(ticket: unknown) {
    const url = new URL("/tickets/generic", world.cloud.urls.http);
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(ticket) });
    return { status: answer.status, body: await answer.text() };
  }

  /** Makes SES refuse to create the identity, as without the permission. */
  async function noIdentity() {
    const refusal: Intercept = async (service, operation) =>
      service === "ses" && operation === "CreateEmailIdentity"
        ? { status: 403, headers: { "x-amzn-errortype": "AccessDeniedException" }, body: "{}" }
        : undefined;
    world.faults.add(refusal);
    onTestFinished(() => void world.faults.delete(refusal));
    return {};
  }

  /** Replaces the link as an operator, after the person opened it. */
  async function linkReplaced(): Promise<Partial<RehearsalDeps>> {
    return {
      findZone: async () => ({
        name: ZONE,
        remove: async () => {},
        async create() {
          const { api } = await deps(operator(""));
          const page = await world.act(() =>
            api.request("GET", ["onboardings"], { query: { status: "records_issued" } }),
          );
          const [newest] = z
            .object({ onboardings: z.array(z.object({ onboardingId: z.string() })) })
            .parse(page).onboardings;
          const path = ["onboardings", newest?.onboardingId ?? "", "reissue-link"];
          await world.act(() => api.request("POST", path, { body: { replaces: 1 } }));
        },
      }),
    };
  }

  it("walks one onboarding from its ticket to ready, and removes all that it made", async () => {
    const domain = `try.${ZONE}`;
    const { steps, left } = await walk(domain, operator(domain));
    expect(steps.map(({ step, state, detail }) => [step, state, detail])).toEqual([
      ["ticket", "ok", expect.stringMatching(/^onb_/)],
      ["identity", "ok", "5 records issued"],
      ["invitation", "ok", "the link opens the set-up page"],
      ["records", "ok", "added by hand"],
      ["confirmation", "ok", "accepted"],
      ["verification", "ok", "SES has verified the domain"],
      ["configuration", "ok", "the project has the domain"],
      ["operations notice", "ok", "received"],
      ["test mail", "ok", "received"],
      ["alarm", "ok", "skipped: this deployment has no alarms"],
      ["clean-up", "ok", "all removed"],
    ]);
    expect(left).toEqual([]);
    for (const { ms } of steps) expect(ms).toBeGreaterThanOrEqual(0);
    // The records were left to the operator, so the name is in use from now on.
    await expect(walk(domain, operator(domain))).rejects.toThrow(/has a DNS record/);
  });

  /** A fault: other answers of a person, or ports that differ from the deployment's. */
  type Fault = (domain: string) => Promise<{
    readonly answers?: Readonly<Record<string, string>>;
    readonly changes?: Partial<RehearsalDeps>;
  }>;
  const failing = () => Promise.reject(new Error("AccessDenied"));
  /** Makes a clock on which hours pass as soon as the records have to be added. */
  const hurried = (): Partial<RehearsalDeps> => {
    let now = 0;
    let stepMs = 1;
    return {
      now: () => (now += stepMs),
      pause: () => new Promise<void>((done) => setTimeout(done, 50)),
      async findZone() {
        stepMs = 30 * 60_000;
        return undefined;
      },
    };
  };

  /** Declares a configuration for the rehearsal's project that SES refuses. */
  const misdeclared = async (): Promise<Partial<RehearsalDeps>> => {
    const { api } = await deps(operator(""));
    const events = { to: "arn:aws:sns:eu-west-1:000000000000:missing" };
    const configuration = { configurationSet: { name: "rehearsed", create: true, events } };
    return {
      api: {
        request: (method, path, content) =>
          world.act(() =>
            api.request(
              method,
              path,
              method === "PUT" ? { ...content, body: { ...Object(content?.body), configuration } } : content,
            ),
          ),
      },
    };
  };

  it.each<[string, string, RegExp, Fault]>([
    [
      "ticket",
      "WebhookSecret",
      /answer to the ticket was 401/,
      async () => ({ changes: { sendTicket: unsigned } }),
    ],
    ["identity", "CreateIdentityFunction", /failed: AccessDeniedException/, noIdentity],
    [
      "invitation",
      "sandbox",
      /not a set-up link/,
      async () => ({ answers: { "set-up link": "https://elsewhere.example/" } }),
    ],
    [
      "records",
      "ChangeResourceRecordSets",
      /AccessDenied/,
      async () => ({ changes: { findZone: async () => ({ name: ZONE, create: failing, remove: failing }) } }),
    ],
    [
      "confirmation",
      "ReceiveSignalFunction",
      /answer of the set-up page was 4/,
      async () => ({ changes: await linkReplaced() }),
    ],
    [
      "verification",
      "CheckDomainFunction",
      /not reached within 180 minutes/,
      async () => ({ answers: { "Press Enter": "" }, changes: hurried() }),
    ],
    [
      "configuration",
      "ConfigureProjectFunction",
      /failed: ProjectConfigurationError.*SNS topic/,
      async () => ({ changes: await misdeclared() }),
    ],
    [
      "operations notice",
      "subscription",
      /not received/,
      async () => ({ answers: { "get the notice": "n" } }),
    ],
    ["test mail", "ses:SendEmail", /AccessDenied/, async () => ({ changes: { sendTestMail: failing } })],
    ["alarm", "SetAlarmState", /AccessDenied/, async () => ({ changes: { testAlarm: failing } })],
  ])("names the step %s that fails, with the place to check", async (name, place, detail, plant) => {
    const domain = `${name.replace(" ", "-")}.${ZONE}`;
    const { answers = {}, changes } = await plant(domain);
    const { steps } = await walk(domain, operator(domain, answers), changes);
    const [failed, ...more] = steps.filter(({ state, step }) => state === "failed" && step !== "clean-up");
    expect(more).toEqual([]);
    expect(failed).toMatchObject({
      step: name,
      detail: expect.stringMatching(detail),
      lookAt: expect.stringContaining(place),
    });
  });
});
