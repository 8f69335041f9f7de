import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetEmailIdentityCommand,
} from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addZone } from "../../infra/bench/whole/customers.ts";
import { eventually, publishRecords } from "../../infra/demo/customer.ts";
import { linkOf, open, read } from "./customer.ts";
import { settled } from "./evidence.ts";
import { runOps } from "./ops.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const ME = "operator:arn:aws:iam::000000000000:user/local";

describeWhole("npm run ops", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld({ parameters: { OpsAddress: "ops@platform.example" } });
  });

  afterAll(() => world.stop());

  const ops = (...given: string[]) => runOps(world, ...given);

  async function json(...given: string[]) {
    const { code, said } = await ops(...given, "--json");
    expect([given, code, said]).toEqual([given, 0, said]);
    return JSON.parse(said);
  }

  async function issued(domain: string, said: Record<string, unknown> = {}): Promise<string> {
    const onboardingId = await open(world, domain, said);
    await eventually("the records", async () =>
      (await read(world, onboardingId)).status === "records_issued" ? true : undefined,
    );
    return onboardingId;
  }

  /** Lists the only onboarding that a filter meets, once it is there: lists are eventually consistent. */
  function listed(...filter: string[]): Promise<string> {
    return eventually("the list", async () => {
      const { said } = await ops("list", ...filter);
      return said.match(/^onb_/gm)?.length === 1 ? said : undefined;
    });
  }

  it("refuses an unsigned request", async () => {
    for (const [method, path] of [
      ["GET", "/onboardings"],
      ["GET", "/examination"],
      ["POST", "/onboardings/onb_1/cancel"],
      ["PUT", "/projects/oxford"],
    ] as const) {
      const answer = await fetch(`${world.cloud.urls.http}${path}`, { method });
      expect([answer.status, await answer.json()]).toEqual([403, { message: "Forbidden" }]);
    }
  });

  it("takes a domain to ready without its MAIL FROM domain, by an operator's approval", async () => {
    const onboardingId = await issued("operated.example");
    const text = await (await fetch(`${linkOf(world, onboardingId)}/records.zone`)).text();
    const dkim = text.split("\n").filter((line) => !/\s(MX|TXT)\s/.test(line));
    await publishRecords(world.cloud.zonesDirectory, "operated.example", dkim.join("\n"));
    expect(await ops("approve", onboardingId, "--what", "without-mail-from")).toMatchObject({ code: 1 });
    expect(await ops("confirm", onboardingId)).toMatchObject({ code: 0, said: /done/ });
    await eventually("the milestone", async () =>
      (await read(world, onboardingId)).dkimVerifiedAt === undefined ? undefined : true,
    );
    expect(await json("show", onboardingId)).toMatchObject({
      waitingOn: { whom: "customer" },
      approvable: ["without-mail-from"],
    });
    await json("approve", onboardingId, "--what", "without-mail-from");
    expect(await settled(world, onboardingId)).toMatchObject({ status: "ready" });
    const { events } = await json("show", onboardingId);
    expect(events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: "confirmed", by: ME }),
        expect.objectContaining({ type: "approved_without_mail_from", by: ME }),
        expect.objectContaining({ type: "ready", by: "sendworthy" }),
      ]),
    );
  });

  it("lists onboardings, and cancels one", async () => {
    const onboardingId = await issued("unwanted.example");
    const said = await listed("--domain", "unwanted.example");
    expect(said).toMatch(new RegExp(`^ONBOARDING .*\\n${onboardingId} .* records_issued `));
    expect(said).not.toContain("operated.example");
    await json("cancel", onboardingId);
    expect(await settled(world, onboardingId)).toMatchObject({ status: "cancelled" });
    const { events } = await json("show", onboardingId);
    expect(events.at(-1)).toMatchObject({ type: "cancelled", by: ME });
    expect(await listed("--status", "cancelled")).toContain(onboardingId);
    const shown = await ops("show", onboardingId);
    expect(shown.said).toMatch(/ records_issued +sendworthy +customer, ticket\b/);
  });

  it("replaces a set-up link: the old one opens nothing from then on", async () => {
    const onboardingId = await issued("linked.example");
    for (const method of ["GET", "HEAD"])
      expect((await fetch(linkOf(world, onboardingId), { method })).status, method).toBe(200);
    await json("reissue-link", onboardingId);
    expect((await fetch(linkOf(world, onboardingId))).status).toBe(404);
    await eventually("the mail", async () => {
      const mails = await (await fetch(world.cloud.urls.mailbox)).text();
      return mails.includes("New link to set up linked.example") ? true : undefined;
    });
  });

  it("hands an identity that was made by hand to its owner, whose next ticket goes on", async () => {
    await world.ses.send(new CreateEmailIdentityCommand({ EmailIdentity: "by-hand.example" }));
    const onboardingId = await open(world, "by-hand.example");
    expect(await settled(world, onboardingId)).toMatchObject({ closedBecause: "identity-taken" });
    const { said } = await ops("show", onboardingId);
    expect(said.replaceAll(/\s+/g, " ")).toContain(`npm run ops -- assign ${onboardingId}`);
    expect(await ops("assign", onboardingId)).toMatchObject({ code: 0, said: /Nothing was done yet/ });
    expect(await json("assign", onboardingId, "--yes")).toMatchObject({ outcome: "done" });
    const next = await issued("by-hand.example", { ticket: "T-by-hand-2" });
    expect(await read(world, next)).not.toHaveProperty("ownership");
    const { events } = await json("show", onboardingId);
    expect(events.at(-1)).toMatchObject({ type: "identity_assigned", by: ME });
  });

  it("keeps the registry of projects", async () => {
    await json("projects", "put", "Bath stones/1", "--owner", "bath", "--requester", "@bath.example");
    expect(await ops("projects", "list")).toMatchObject({ code: 0, said: /Bath stones\/1 +bath +ses/ });
    await json("projects", "remove", "Bath stones/1");
    expect(await ops("projects", "show", "Bath stones/1")).toEqual({
      code: 1,
      said: "ops: There is no such project\n",
    });
  });

  it("finds no problem in a local cloud whose operations get notices and whose sender signs", async () => {
    expect((await ops("doctor")).said).toMatch(/^warning +Sender address/m);
    await signAs(world, "sendworthy@mail.example", "mail.example");
    const { code, said } = await ops("doctor");
    expect(said).not.toMatch(/^(warning|problem)/m);
    expect([code, said.match(/^\w+/gm)?.every((state) => state === "ok")]).toEqual([0, true]);
    expect(said).toMatch(/^ok +DNS over TCP +2 servers answer$/m);
  });

  it("says in one line what is wrong with what it was asked", async () => {
    const { code, said } = await ops("list", "--status", "done", "--limit", "0");
    expect([code, said.trim().split("\n")]).toEqual([
      64,
      [expect.stringMatching(/ --status: .*; --limit: /)],
    ]);
  });
});

/** Verifies the sender's domain with DKIM, and deletes the identity of the address, as `doctor` advises. */
async function signAs({ cloud, ses }: World, sender: string, domain: string): Promise<void> {
  await addZone(cloud.zonesDirectory, domain);
  const { DkimAttributes } = await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  const records = (DkimAttributes?.Tokens ?? []).map(
    (token) => `${token}._domainkey.${domain}. 300 IN CNAME ${token}.${DkimAttributes?.SigningHostedZone}.`,
  );
  await publishRecords(cloud.zonesDirectory, domain, records.join("\n"));
  await eventually("the sender's DKIM", async () => {
    const found = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
    const isSigned = found.DkimAttributes?.Status === "SUCCESS";
    return isSigned && found.VerificationStatus === "SUCCESS" ? true : undefined;
  });
  await ses.send(new DeleteEmailIdentityCommand({ EmailIdentity: sender }));
}
