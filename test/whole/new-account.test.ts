import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sesAccount } from "#adapters/ses/account";
import { addZone } from "../../infra/bench/whole/customers.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { localClient } from "../../infra/demo/send-ticket.ts";
import { deploy } from "../../infra/deploy/deploy.ts";
import type { CloudOptions } from "../../infra/local/cloud.ts";
import { readInput } from "../../infra/ops/command.ts";
import { rehearsalDeps, rehearse as rehearseCommand } from "../../infra/ops/commands/rehearse.ts";
import { rehearse } from "../../infra/ops/rehearsal/rehearse.ts";
import { runOps } from "./ops.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const SENDER = "sendworthy@mail.example";
const MAIL = "me@operator.example";
const DOMAIN = "try.operator.example";

/** Runs the checks of a deployment against an account; SAM never runs. */
async function deployTo(world: World): Promise<{ code: number; lines: string[]; calls: string[] }> {
  const lines: string[] = [];
  const calls: string[] = [];
  const given = { SenderAddress: SENDER, SupportAddress: "a@mail.example", OpsAddress: "ops@mail.example" };
  const request = {
    ...{ parametersFile: "parameters.json", samOptions: [], isConfirmed: true, despiteProblems: false },
    declared: { SenderAddress: {}, SupportAddress: {}, OpsAddress: {} },
  };
  const code = await deploy(request, {
    async run(command, args) {
      calls.push([command, ...args].join(" "));
      return { code: 0, output: "SAM CLI, version 1.170.0" };
    },
    ses: sesAccount(new SESv2Client(localClient(world.cloud.urls.aws))),
    readParameters: async () => given,
    readPlatformName: async () => "Oxford Mail",
    saveParameters: async () => {},
    savePlatformName: async () => {},
    demandAccess: async () => {},
    prepare: async () => void calls.push("prepare"),
    protectTable: async () => true,
    say: (line) => void lines.push(line),
  });
  return { code, lines, calls };
}

describeWhole("an SES account that is new", () => {
  describe.each<[string, CloudOptions["lacks"] & object, RegExp, RegExp]>([
    ["in the sandbox", { productionAccess: true }, /SES sandbox/, /production access/],
    ["with a sender that SES does not know", { verifiedSender: true }, /Sender address/, /SES does not know/],
  ])("%s", (_, lacks, subject, said) => {
    let world: World;
    beforeAll(async () => {
      world = await startWorld({ lacks, parameters: { OpsAddress: "ops@platform.example" } });
      await addZone(world.cloud.zonesDirectory, "operator.example");
    });
    afterAll(() => world.stop());

    const problem = (text: string) =>
      text.split("\n").find((line) => subject.test(line) && line.startsWith("problem"));

    it("is a problem that doctor names, before and after the deployment", async () => {
      const before = ["--before-deployment", "--sender", SENDER, "--ops-address", "ops@mail.example"];
      for (const given of [[], before]) {
        const { code, said: text } = await runOps(world, "doctor", ...given);
        expect(code).toBe(1);
        expect(problem(text)).toBeDefined();
        expect(text.replaceAll(/\s+/g, " ")).toMatch(said);
      }
    });

    it("keeps a deployment from being made", async () => {
      const { code, lines, calls } = await deployTo(world);
      expect([code, calls]).toEqual([1, ["sam --version"]]);
      expect(problem(lines.join("\n"))).toMatch(said);
    });

    it("sends no invitation, and a rehearsal names the command to run", async () => {
      const { urls, ports } = world.cloud;
      const given = ["--aws-url", urls.aws, "--resolver", `127.0.0.1:${ports.resolver}`];
      const attempted = () => ((world.cloud.calls()["ses:SendEmail"] ?? 0) > 0 ? true : undefined);
      const deps = await rehearsalDeps(readInput(rehearseCommand, given), {
        tell: () => {},
        async ask(question) {
          if (!question.includes("set-up link")) return question.startsWith("Type ") ? DOMAIN : "n";
          await eventually("the attempt", attempted);
          return world.cloud.ses.mailbox.list().find(({ to }) => to.includes(MAIL))?.text ?? "";
        },
      });
      const { api, sendTicket } = deps;
      const { steps } = await rehearse(
        { domain: DOMAIN, mail: MAIL },
        {
          ...deps,
          api: { request: (...call) => world.act(() => api.request(...call)) },
          sendTicket: (ticket) => world.act(() => sendTicket(ticket)),
        },
        () => {},
      );
      expect(steps.find(({ state }) => state === "failed")).toMatchObject({
        step: "invitation",
        lookAt: expect.stringMatching(/^ops doctor: sandbox, Sender address/),
      });
    });
  });
});
