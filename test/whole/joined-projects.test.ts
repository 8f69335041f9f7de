import { GetEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { ticketFor } from "../../infra/bench/whole/customers.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { open, publish, read, say, send } from "./customer.ts";
import { scan, settled } from "./evidence.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const DOMAIN = "shared.example";
const OWNER = { owner: "oxford" };

const projectItem = z.object({
  project: z.string(),
  domains: z.array(z.object({ identity: z.string(), mailFrom: z.string().optional() })),
});

describeWhole("one domain of two projects of one owner", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });

  afterAll(() => world.stop());

  async function mailFromByProject(): Promise<Record<string, string | undefined>> {
    const projects = (await scan(world)).filter(({ sk }) => sk === "project");
    return Object.fromEntries(
      projects.map((item) => {
        const { project, domains } = projectItem.parse(item);
        return [project, domains.find(({ identity }) => identity === DOMAIN)?.mailFrom];
      }),
    );
  }

  it("has the identity's one MAIL FROM domain in both entries and in SES", async () => {
    const first = await open(world, DOMAIN, { ...OWNER, project: "shop", mailFrom: undefined });
    const joining = ticketFor(DOMAIN, { ...OWNER, ticket: "T-2", project: "news", mailFrom: undefined });
    expect((await send(world, joining)).status).toBe(202);
    await eventually("the records", async () =>
      (await read(world, first)).status === "records_issued" ? true : undefined,
    );
    await publish(world, first);
    await say(world, first, "confirm");
    const { mailFrom } = await settled(world, first);
    expect(mailFrom).toMatch(/\.shared\.example$/);

    await eventually("both entries", async () =>
      Object.keys(await mailFromByProject()).length === 2 ? true : undefined,
    );
    expect(await mailFromByProject()).toEqual({ shop: mailFrom, news: mailFrom });
    const { MailFromAttributes } = await world.ses.send(
      new GetEmailIdentityCommand({ EmailIdentity: DOMAIN }),
    );
    expect(MailFromAttributes).toMatchObject({
      MailFromDomain: mailFrom,
      MailFromDomainStatus: "SUCCESS",
    });
  });

  it("keeps it for a third project that asks once the domain is ready", async () => {
    const before = await mailFromByProject();
    const later = ticketFor(DOMAIN, { ...OWNER, ticket: "T-3", project: "jobs", mailFrom: undefined });
    expect((await send(world, later)).status).toBe(202);
    await eventually("the third entry", async () =>
      Object.keys(await mailFromByProject()).length === 3 ? true : undefined,
    );
    expect(await mailFromByProject()).toEqual({ ...before, jobs: before["shop"] });
  });
});
