import { afterAll, beforeAll, expect, it } from "vitest";
import { addZone } from "../../infra/bench/whole/customers.ts";
import { eventually, mailTo, publishRecords, setupLink } from "../../infra/demo/customer.ts";
import { readInput } from "../../infra/ops/command.ts";
import { rehearsalDeps, rehearse as rehearseCommand } from "../../infra/ops/commands/rehearse.ts";
import type { Person, RehearsalDeps } from "../../infra/ops/rehearsal/ports.ts";
import { rehearse } from "../../infra/ops/rehearsal/rehearse.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const ZONE = "operator.example";
const MAIL = "me@operator.example";

describeWhole("npm run ops -- rehearse", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld({ speed: 300, parameters: { OpsAddress: "ops@platform.example" } });
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

  async function walk(domain: string, person: Person, changes: Partial<RehearsalDeps> = {}) {
    const { urls, ports } = world.cloud;
    const given = ["--aws-url", urls.aws, "--resolver", `127.0.0.1:${ports.resolver}`];
    const deps = await rehearsalDeps(readInput(rehearseCommand, given), person);
    const signed: Partial<RehearsalDeps> = {
      api: { request: (...call) => world.act(() => deps.api.request(...call)) },
      sendTicket: (ticket) => world.act(() => deps.sendTicket(ticket)),
      pause: () => new Promise((resolve) => setTimeout(resolve, 50)),
    };
    return rehearse({ domain, mail: MAIL }, { ...deps, ...signed, ...changes }, () => {});
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
    // Its records were left to the operator, so the name is in use from now on
    await expect(walk(domain, operator(domain))).rejects.toThrow(/has a DNS record/);
  });

  it("names the step that fails with the place to check, and cleans up", async () => {
    const domain = `faulty.${ZONE}`;
    const { steps } = await walk(domain, operator(domain, { "set-up link": "https://elsewhere.example/" }));
    expect(steps.map(({ step, state }) => [step, state])).toEqual([
      ["ticket", "ok"],
      ["identity", "ok"],
      ["invitation", "failed"],
      ["clean-up", "ok"],
    ]);
    expect(steps[2]).toMatchObject({
      detail: "that is no set-up link",
      lookAt: expect.stringContaining("sandbox"),
    });
  });
});
