import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GetEmailIdentityCommand, GetTenantCommand, ListTenantResourcesCommand } from "@aws-sdk/client-sesv2";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, mailTo } from "../../infra/demo/customer.ts";
import { verifyMail } from "../../infra/demo/verify-mail.ts";
import { open, publish, read, say } from "./customer.ts";
import { executions, settled } from "./evidence.ts";
import { runOps } from "./ops.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const DOMAIN = "configured.example";
const ARN = "arn:aws:ses:eu-west-1:000000000000";

/** A configuration set whose events have no destination that SES can reach, and a tenant. */
const DECLARED = {
  configurationSet: {
    name: "{project}",
    create: true,
    events: { to: "arn:aws:sns:eu-west-1:000000000000:missing" },
  },
  tenant: { name: "{owner}-tenant", reputationPolicy: "strict", suppression: { scope: "TENANT" } },
};

describeWhole("a project that is to have something in SES", () => {
  let world: World;

  beforeAll(async () => {
    const Configuration = JSON.stringify({ projects: { defaults: DECLARED } });
    world = await startWorld({ parameters: { Configuration } });
  });

  afterAll(() => world.stop());

  const ops = (...given: string[]) => runOps(world, ...given);

  /** Declares an existing topic for the project, as an operator does after an error. */
  async function declareExistingTopic(): Promise<void> {
    const events = { to: world.cloud.template.topics[0]?.arn };
    const configuration = { configurationSet: { ...DECLARED.configurationSet, events } };
    const item = { project: "configured", owner: "configured", version: 1, configuration };
    const key = { pk: "project#configured", sk: "project" };
    await world.table.send(new PutCommand({ TableName: "sendworthy-Table", Item: { ...key, ...item } }));
  }

  it("fails with the fault, still verified, and gets the configuration after the fix", async () => {
    const onboardingId = await open(world, DOMAIN);
    await eventually("the records", async () =>
      (await read(world, onboardingId)).status === "records_issued" ? true : undefined,
    );
    await publish(world, onboardingId);
    await say(world, onboardingId, "confirm");
    const failed = await eventually("the failure", async () => {
      const now = await read(world, onboardingId);
      return now.status === "failed" ? now : undefined;
    });
    expect(failed).toMatchObject({
      failedFrom: "verified",
      closedBecause: expect.stringContaining("Could not publish message to SNS topic"),
      ses: { status: { verification: "SUCCESS", mailFrom: "SUCCESS" } },
    });
    await eventually("the word to operations", () =>
      world.cloud.publications().find(({ message }) => message.includes("Could not publish message")),
    );
    await declareExistingTopic();
    expect(await ops("redrive", "--yes")).toMatchObject({ code: 0 });
    expect(await settled(world, onboardingId)).toMatchObject({ status: "ready", attempt: 1 });
    expect(await executions(world, onboardingId)).toMatchObject([{ status: "SUCCEEDED", redriveCount: 1 }]);

    const { TenantResources } = await world.ses.send(
      new ListTenantResourcesCommand({ TenantName: "configured-tenant" }),
    );
    expect(TenantResources?.map(({ ResourceArn }) => ResourceArn)).toEqual([
      `${ARN}:configuration-set/configured`,
      `${ARN}:identity/${DOMAIN}`,
    ]);
    expect(await world.ses.send(new GetEmailIdentityCommand({ EmailIdentity: DOMAIN }))).toMatchObject({
      ConfigurationSetName: "configured",
      FeedbackForwardingStatus: false,
    });
  });

  it("sends a test message through it that an independent verifier finds in order", async () => {
    const { ports } = world.cloud;
    const to = "somebody@elsewhere.example";
    const project = ["--project", "configured"];
    const from = ["--from", `news@${DOMAIN}`];
    const { code, said } = await ops("test-mail", ...project, ...from, "--to", to);
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/through configuration set configured and tenant configured-tenant: \S+/),
    ]);
    const mail = mailTo(world.cloud, to, /^Test message/);
    expect(mail).toMatchObject({ configurationSet: "configured", tenant: "configured-tenant" });
    expect(mail?.returnPath).toMatch(new RegExp(`@email\\.${DOMAIN}$`));
    const envelope = {
      sender: mail?.returnPath ?? "",
      clientIp: mail?.clientIp ?? "",
      helo: "amazonses.com",
    };
    expect(await verifyMail(mail?.raw ?? "", ports.resolver, envelope)).toEqual({
      dkim: "pass",
      spf: "pass",
      dmarc: "pass",
    });
  });

  it("sends nothing while an operator has paused it", async () => {
    const mail = [
      "test-mail",
      "--project",
      "configured",
      "--from",
      `news@${DOMAIN}`,
      "--to",
      "a@else.example",
    ];
    expect(await ops("pause", "configured", "--because", "complaints")).toMatchObject({
      code: 0,
      said: expect.stringContaining("configured: done"),
    });
    expect((await ops("projects", "show", "configured")).said).toContain("complaints");
    expect((await ops(...mail)).code).toBe(1);
    expect(await ops("reinstate", "configured")).toMatchObject({ code: 0 });
    expect(await ops(...mail)).toMatchObject({ code: 0 });
  });

  it("is brought along when its declaration changes, by one command that can be repeated", async () => {
    const entry = join(world.cloud.dataDirectory, "entry.json");
    const suppression = { scope: "ACCOUNT", reasons: ["BOUNCE"] };
    const tenant = { name: "{owner}-tenant", reputationPolicy: "none", suppression };
    const configuration = { configurationSet: { name: "{project}", create: true }, tenant };
    await writeFile(entry, JSON.stringify({ owner: "configured", configuration }));
    expect(await ops("projects", "put", "configured", "--file", entry)).toMatchObject({ code: 0 });
    const suppressionNow = async () =>
      (await world.ses.send(new GetTenantCommand({ TenantName: "configured-tenant" }))).Tenant
        ?.SuppressionAttributes;
    const before = await suppressionNow();
    expect(await ops("projects", "configure", "--all")).toMatchObject({
      code: 0,
      said: expect.stringMatching(
        /^configured: would configure configured\.example .*\nNothing was done yet/,
      ),
    });
    expect(await suppressionNow()).toEqual(before);
    for (const _time of ["first", "again"]) {
      expect(await ops("projects", "configure", "--all", "--yes")).toMatchObject({
        code: 0,
        said: expect.stringMatching(/^configured: configured configured\.example .*reputation policy none/),
      });
      expect(await suppressionNow()).toMatchObject({
        SuppressionScope: "ACCOUNT",
        SuppressedReasons: ["BOUNCE"],
      });
    }
    expect((await ops("projects", "show", "configured")).said).toMatch(/configured by user\/local/);
    expect((await ops("projects", "configure")).code).toBe(64);
  });

  it.each([
    ["a project that is not known", ["--project", "none", "--from", `a@${DOMAIN}`], "--project"],
    ["an address elsewhere", ["--project", "configured", "--from", "a@elsewhere.example"], DOMAIN],
    ["no address", ["--project", "configured"], "--from"],
  ])("sends nothing for %s", async (_, given, named) => {
    const { code, said } = await ops("test-mail", ...given, "--to", "b@elsewhere.example");
    expect([code, said]).toEqual([64, expect.stringContaining(named)]);
    expect(said.trim().split("\n")).toHaveLength(1);
  });
});
