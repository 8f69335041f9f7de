import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { eventually } from "../../infra/demo/customer.ts";
import type { Intercept } from "../../infra/local/aws/endpoint.ts";
import { AwsError } from "../../infra/local/aws/service.ts";
import { linkOf, open, publish, read, say } from "./customer.ts";
import { executions, identities, sent, settled } from "./evidence.ts";
import { BROKEN, conflicting, delaying, failing, TOO_MANY } from "./faults.ts";
import { describeWhole, startWorld, type World } from "./world.ts";

/** Longer than the time limit of any function. */
const LONGER_THAN_LAMBDA_MS = 11_000;

describeWhole("faults of the services", () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });

  afterEach(() => {
    world.faults.clear();
    world.hooks.clear();
  });

  afterAll(() => world.stop());

  /** Plays one story with faults, each of which must have occurred. */
  async function play(domain: string, faults: Array<Intercept & { left(): number }>): Promise<string> {
    for (const fault of faults) world.faults.add(fault);
    const onboardingId = await taken(domain);
    await eventually("the records", async () =>
      (await read(world, onboardingId)).status === "records_issued" ? true : undefined,
    );
    await publish(world, onboardingId);
    await said(onboardingId);
    expect(await settled(world, onboardingId)).toMatchObject({ status: "ready" });
    expect(faults.map((fault) => fault.left())).toEqual(faults.map(() => 0));
    expect((await identities(world)).filter((name) => name === domain)).toHaveLength(1);
    expect((await executions(world, onboardingId)).map(({ status }) => status)).toEqual(["SUCCEEDED"]);
    return onboardingId;
  }

  /** Acts as a help desk, which sends the ticket again after an error. */
  function taken(domain: string): Promise<string> {
    return eventually("intake", () => open(world, domain).catch(() => undefined));
  }

  /** Acts as a person, who clicks again after an error. */
  function said(onboardingId: string): Promise<true> {
    return eventually("the confirmation", async () => {
      const { status } = await fetch(`${linkOf(world, onboardingId)}/confirm`, {
        method: "POST",
        redirect: "manual",
      });
      return status === 303 ? true : undefined;
    });
  }

  const onceEach = {
    "records_issued/1/customer": 1,
    "records_issued/1/ticket": 1,
    "ready/customer": 1,
    "ready/ticket": 1,
    "ready/ops": 1,
  };

  it("becomes ready although SES throttles and fails every control-plane call several times", async () => {
    const onboardingId = await play("ses.example", [
      failing("ses:CreateEmailIdentity", 4, TOO_MANY),
      failing("ses:GetEmailIdentity", 5, BROKEN),
      failing("ses:PutEmailIdentityMailFromAttributes", 4, TOO_MANY),
    ]);
    expect(sent(world, onboardingId)).toMatchObject(onceEach);
  });

  it("becomes ready although DynamoDB throttles, and its transactions cross each other", async () => {
    const throttled = new AwsError("ProvisionedThroughputExceededException", "Too fast", 400);
    const crossed = new AwsError("TransactionConflictException", "Transaction is ongoing for the item", 400);
    const onboardingId = await play("dynamodb.example", [
      failing("dynamodb:GetItem", 12, throttled),
      failing("dynamodb:UpdateItem", 4, throttled),
      failing("dynamodb:PutItem", 6, crossed),
      conflicting(2, 4),
    ]);
    expect(sent(world, onboardingId)).toMatchObject(onceEach);
  });

  it("sends every notice once although SES and SNS refuse the first ones", async () => {
    const onboardingId = await play("notices.example", [
      failing("ses:SendEmail", 7, BROKEN),
      failing("sns:Publish", 4, BROKEN),
    ]);
    expect(sent(world, onboardingId)).toMatchObject(onceEach);
    expect(world.cloud.messages()).toEqual([]);
  });

  it("sends a notice once more at most for each time that its record fails after it was accepted", async () => {
    const isRecord = ({ body }: { body: string }): boolean => body.includes('"state":{"S":"sent"}');
    // The SDK tries three times, so six refusals make two writes fail.
    const lost = failing("dynamodb:PutItem", 6, BROKEN, isRecord);
    const onboardingId = await play("records.example", [lost]);
    const counts = sent(world, onboardingId);
    for (const name of Object.keys(onceEach)) expect(counts[name]).toBeGreaterThanOrEqual(1);
    expect(duplicatesIn(counts)).toBeLessThanOrEqual(2);
  });

  it("becomes ready although every function fails at its first invocations", async () => {
    const failures = new Map<string, number>();
    world.hooks.add((folder) => {
      const before = failures.get(folder) ?? 0;
      failures.set(folder, before + 1);
      if (before === 0) throw new AwsError("TooManyRequestsException", "Rate exceeded", 429);
      if (before === 1) throw new AwsError("ServiceException", "Internal", 500);
    });
    const domain = "lambda.example";
    const onboardingId = await taken(domain);
    await eventually("the records", async () =>
      (await read(world, onboardingId)).status === "records_issued" ? true : undefined,
    );
    await eventually("the records' file", () =>
      publish(world, onboardingId).then(
        () => true,
        () => undefined,
      ),
    );
    await said(onboardingId);
    expect(await settled(world, onboardingId)).toMatchObject({ status: "ready" });
    expect(sent(world, onboardingId)).toMatchObject(onceEach);
    expect([...failures.keys()].length).toBeGreaterThanOrEqual(9);
  });

  it("makes one identity although the function that makes it is killed half way", async () => {
    const onboardingId = await play("killed.example", [
      delaying("ses:CreateEmailIdentity", LONGER_THAN_LAMBDA_MS),
    ]);
    expect(sent(world, onboardingId)).toMatchObject(onceEach);
    expect(duplicatesIn(sent(world, onboardingId))).toBe(0);
  });

  it("loses no confirmation although resuming the execution fails", async () => {
    const onboardingId = await play("waking.example", [failing("states:SendTaskSuccess", 4, BROKEN)]);
    expect((await say(world, onboardingId, "check")).body).toMatchObject({ done: "nothing-to-do" });
  });
});

function duplicatesIn(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count - 1, 0);
}
