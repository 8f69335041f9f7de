import { GetEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ticketFor } from "../../infra/bench/whole/customers.ts";
import { eventually } from "../../infra/demo/customer.ts";
import { open, publish, read, say, send } from "./customer.ts";
import { history, identities, sent, settled } from "./evidence.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const DOMAIN = "contested.example";
const CHALLENGE = { type: "TXT", name: `_sendworthy-challenge.${DOMAIN}`, purpose: "ownership" };

describeWhole("a domain that two owners ask for", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });

  afterAll(() => world.stop());

  function told(onboardingId: string, recordsVersion: number): Promise<true> {
    return eventually(`edition ${recordsVersion} of ${onboardingId}`, () =>
      sent(world, onboardingId)[`records_issued/${recordsVersion}/customer`] === undefined ? undefined : true,
    );
  }

  async function ownerInSes(): Promise<string | undefined> {
    const { Tags = [] } = await world.ses.send(new GetEmailIdentityCommand({ EmailIdentity: DOMAIN }));
    return Tags.find(({ Key }) => Key === "sendworthy:owner")?.Value;
  }

  it("goes, with its only identity, to the owner who publishes the TXT record, even if another came first", async () => {
    const squatter = await open(world, DOMAIN, { owner: "squatter", project: "squatter" });
    await told(squatter, 1);
    expect(await ownerInSes()).toBe("squatter");

    const said = { ticket: "T-owner", project: "owner", owner: "owner" };
    const { status, body } = await send(world, ticketFor(DOMAIN, said));
    expect(status).toBe(202);
    const owner: string = JSON.parse(body).onboardingId;

    // Both owners are notified: one of the single record, the other of it as the first of six.
    await Promise.all([told(owner, 1), told(squatter, 2)]);
    expect((await read(world, owner)).records).toEqual([expect.objectContaining(CHALLENGE)]);
    expect((await read(world, squatter)).records).toHaveLength(6);
    expect((await read(world, squatter)).records[0]).toMatchObject(CHALLENGE);

    await publish(world, owner);
    await say(world, owner, "confirm");
    await told(owner, 2);
    expect(await ownerInSes()).toBe("owner");
    expect(await read(world, squatter)).toMatchObject({
      status: "cancelled",
      closedBecause: "control-not-proved",
    });

    await publish(world, owner);
    await say(world, owner, "check");
    expect((await settled(world, owner)).status).toBe("ready");
    expect(await identities(world)).toEqual([DOMAIN]);
    const entered = (await history(world, owner)).flatMap(({ stateEnteredEventDetails: said }) =>
      said?.name === undefined ? [] : [said.name],
    );
    // After the wait for an SES slot, the state that needs it is entered again.
    const created = entered.filter(
      (name, at) => name === "CreateIdentity" && entered[at - 1] !== "AwaitSesSlot",
    );
    expect(created).toHaveLength(2);
    expect(Object.values(sent(world, owner)).every((times) => times === 1)).toBe(true);
    const letters = world.cloud.ses.mailbox.list().filter(({ raw }) => raw.includes(`${squatter}/cancelled`));
    expect(letters.length).toBeGreaterThan(0);
    for (const { raw } of letters) expect(raw).not.toContain(owner);
  }, 120_000);
});
