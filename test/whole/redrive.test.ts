import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../../infra/demo/customer.ts";
import type { Intercept } from "../../infra/local/aws/endpoint.ts";
import { open, publish, read, say } from "./customer.ts";
import { executions, sent, settled } from "./evidence.ts";
import { runOps } from "./ops.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

const DAY_MS = 24 * 3600 * 1000;

describeWhole("npm run ops -- redrive", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });

  afterAll(() => world.stop());

  const redrive = (...given: string[]) => runOps(world, "redrive", ...given);

  /** Makes an onboarding whose execution fails at a call to SES, which answers that there is no identity. */
  async function fail(domain: string): Promise<string> {
    const gone: Intercept = async (service, operation) =>
      `${service}:${operation}` === "ses:GetEmailIdentity"
        ? { status: 404, headers: { "x-amzn-errortype": "NotFoundException" }, body: '{"message":"gone"}' }
        : undefined;
    const onboardingId = await open(world, domain);
    await eventually("the records", async () =>
      (await read(world, onboardingId)).status === "records_issued" ? true : undefined,
    );
    world.faults.add(gone);
    await publish(world, onboardingId);
    await say(world, onboardingId, "confirm");
    await eventually("the failure", async () =>
      (await read(world, onboardingId)).status === "failed" ? true : undefined,
    );
    world.faults.delete(gone);
    return onboardingId;
  }

  async function becomes(onboardingId: string, status: string): Promise<void> {
    await eventually(status, async () =>
      (await read(world, onboardingId)).status === status ? true : undefined,
    );
  }

  it("says what it would do, does it with --yes, and the onboarding ends well", async () => {
    expect(await redrive()).toMatchObject({ code: 0, said: expect.stringContaining("nothing to do") });
    const onboardingId = await fail("redriven.example");
    const plan = await redrive();
    expect(plan).toMatchObject({ code: 0, said: expect.stringContaining("Nothing was done yet") });
    expect(plan.said).toMatch(
      new RegExp(
        `${onboardingId} \\(redriven.example\\) failed while confirmed: IdentityMissingError.*a redrive of`,
      ),
    );
    expect((await read(world, onboardingId)).status).toBe("failed");
    expect(await redrive("--yes")).toMatchObject({ code: 0 });
    expect(await settled(world, onboardingId)).toMatchObject({ status: "ready", attempt: 1 });
    expect(await executions(world, onboardingId)).toMatchObject([{ status: "SUCCEEDED", redriveCount: 1 }]);
    expect(sent(world, onboardingId)).toMatchObject({ "ready/ops": 1 });
  });

  it("continues at once in a current slot, however long ago its state was entered", async () => {
    const refused: Intercept = async (service, operation) =>
      `${service}:${operation}` === "ses:CreateEmailIdentity"
        ? { status: 403, headers: { "x-amzn-errortype": "AccessDeniedException" }, body: '{"message":"no"}' }
        : undefined;
    world.faults.add(refused);
    const onboardingId = await open(world, "days.example");
    await becomes(onboardingId, "failed");
    world.faults.delete(refused);
    await world.restart(5 * DAY_MS);
    // The budget has advanced with other onboardings.
    await becomes(await open(world, "another.example"), "records_issued");
    expect(await redrive("--yes")).toMatchObject({ code: 0 });
    await becomes(onboardingId, "records_issued");
  });

  it("starts the next attempt once 14 days are over", async () => {
    const onboardingId = await fail("late.example");
    await world.restart(15 * DAY_MS);
    const { code, said } = await redrive("--yes");
    expect([code, said]).toEqual([0, expect.stringContaining("Execution redrivable period exceeded")]);
    expect(await settled(world, onboardingId)).toMatchObject({ status: "ready", attempt: 2 });
    const found = await executions(world, onboardingId);
    expect(found.map(({ name }) => name).sort()).toEqual([`${onboardingId}-1`, `${onboardingId}-2`]);
    expect(sent(world, onboardingId)).toMatchObject({ "records_issued/1/customer": 1, "ready/ops": 1 });
  });
});
