import { execFile } from "node:child_process";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ticketFor } from "../../infra/bench/whole/customers.ts";
import { eventually, mailTo } from "../../infra/demo/customer.ts";
import { verifyMail } from "../../infra/demo/verify-mail.ts";
import { open, publish, read, say, send } from "./customer.ts";
import { settled } from "./evidence.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const script = fileURLToPath(new URL("../../infra/ops.ts", import.meta.url));
const D = "addressed.example";
const NEWS = `news@${D}`;
const SHOP = `shop@${D}`;

describeWhole("npm run ops -- from-addresses", () => {
  let world: World;
  let project: string;

  beforeAll(async () => {
    world = await startWorld();
    const onboardingId = await open(world, D);
    ({ project } = await read(world, onboardingId));
    await eventually("the records", async () =>
      (await read(world, onboardingId)).status === "records_issued" ? true : undefined,
    );
    await publish(world, onboardingId);
    const more = "\n@ IN MX 10 mail\nmail IN A 192.0.2.25\n";
    await appendFile(join(world.cloud.zonesDirectory, `${D}.zone`), more);
    await say(world, onboardingId, "confirm");
    expect(await settled(world, onboardingId)).toMatchObject({ status: "ready" });
  });

  afterAll(() => world.stop());

  /** Runs a command as a person does, with signed requests; returns exit code and output. */
  function ops(...given: string[]): Promise<{ code: number | null; said: string; wrong: string }> {
    return new Promise((resolve) => {
      const all = [script, ...given, "--aws-url", world.cloud.urls.aws];
      const child = execFile(process.execPath, all, (_error, said, wrong) => {
        resolve({ code: child.exitCode, said, wrong });
      });
    });
  }

  const addresses = (way: string, ...given: string[]) => ops("from-addresses", way, project, ...given);

  it("adds what the domain covers, and refuses the rest with each reason and the way forward", async () => {
    const { code, said } = await addresses(
      "add",
      SHOP,
      `hello@news.${D}`,
      "me@gmail.com",
      "--name",
      "The shop",
    );
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`^ADDRESS .*\\n${SHOP} +usable +pass `));
    expect(said).toMatch(new RegExp(`refused: hello@news\\.${D}\\n  \\S.*takes no mail`));
    expect(said).toMatch(/refused: me@gmail\.com\n {2}\S/);
    for (const line of said.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  it("says why where all are refused, and is no wrong usage", async () => {
    expect(await addresses("add", "me@gmail.com")).toEqual({
      code: 1,
      said: expect.stringMatching(/^refused: me@gmail\.com\n {2}\S/),
      wrong: "",
    });
  });

  it("takes a sub-domain that receives nothing with a reply address", async () => {
    const { code, said } = await addresses("add", `hello@news.${D}`, "--reply", NEWS);
    expect([code, said]).toEqual([0, expect.stringContaining(NEWS)]);
  });

  it("says in the answer to a ticket what an identity covers and what keeps the others out", async () => {
    const fromAddresses = [`more@${D}`, `hello@silent.${D}`];
    const { body, status } = await send(
      world,
      ticketFor(D, { ticket: "T-more", fromAddresses, mailFrom: undefined }),
    );
    const [address] = fromAddresses.slice(1);
    expect([status, JSON.parse(body)]).toMatchObject([
      202,
      {
        outcome: "covered",
        fromAddresses: [`more@${D}`],
        refused: [
          {
            address,
            refusals: [{ code: "reply-for-silent-domain", way: expect.stringMatching(/reply address/) }],
          },
        ],
      },
    ]);
  });

  it("changes the default", async () => {
    const { code, said } = await addresses("default", SHOP);
    expect([code, said]).toEqual([0, expect.stringMatching(new RegExp(`^${SHOP} .*default$`, "m"))]);
    expect(said).not.toMatch(new RegExp(`^${NEWS} .*default$`, "m"));
  });

  it("keeps one in use from being removed, but for a reason", async () => {
    expect((await addresses("in-use", SHOP)).said).toMatch(new RegExp(`^${SHOP} .*default, in use$`, "m"));
    expect(await addresses("remove", SHOP)).toMatchObject({
      code: 1,
      wrong: expect.stringMatching(/^ops: .+\n$/),
    });
    const { code, said } = await addresses("remove", SHOP, "--because", "the shop is closed");
    expect([code, said]).toEqual([0, expect.not.stringMatching(new RegExp(`^${SHOP} `, "m"))]);
    expect(await addresses("remove", SHOP)).toMatchObject({
      code: 1,
      wrong: "ops: There is no such from address\n",
    });
  });

  it("reports how the address is aligned, in words and as JSON", async () => {
    const { code, said } = await addresses("alignment", NEWS);
    expect([code, said]).toEqual([0, expect.stringContaining("DMARC passes.")]);
    const json = await addresses("alignment", NEWS, "--json");
    expect(JSON.parse(json.said)).toMatchObject({ headerFrom: D, dkimDomain: D, dmarc: "pass" });
  });

  it("sends a test message that an independent verifier finds all right", async () => {
    const to = "support@helpdesk.example";
    const sent = await ops("test-mail", "--project", project, "--from", NEWS, "--to", to);
    expect([sent.code, sent.said]).toEqual([0, expect.stringContaining(`Sent from ${NEWS} to ${to}`)]);
    const mail = await eventually("the message", () => mailTo(world.cloud, to, /^Test message/));
    const envelope = { sender: mail.returnPath, clientIp: mail.clientIp, helo: "smtp-out.amazonses.com" };
    expect(await verifyMail(mail.raw, world.cloud.ports.resolver, envelope)).toEqual({
      dkim: "pass",
      spf: "pass",
      dmarc: "pass",
    });
  });

  it.each([
    [["from-addresses"], /^ops: which subcommand: list, add/],
    [["from-addresses", "add", "p"], /^ops: say which address/],
    [["from-addresses", "default", "p", "a@b.example", "c@b.example"], /^ops: one address at a time/],
    [["test-mail", "--from", NEWS], /^ops: --project: /],
  ])("says in one line what is wrong with %j", async (given, expected) => {
    const { code, said, wrong } = await ops(...given);
    expect([code, said, wrong.trim().split("\n")]).toEqual([64, "", [expect.stringMatching(expected)]]);
  });
});
