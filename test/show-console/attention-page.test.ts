import { beforeAll, describe, expect, it } from "vitest";
import { changeOnboarding } from "#core/onboarding/store";
import { indexOnboarding } from "#core/search/index-onboarding";
import { keep } from "../support/onboarding-fixture.ts";
import { consoleWorld } from "./console-world.ts";
import { MONDAY, ONBOARDINGS } from "./monday.ts";

let world: Awaited<ReturnType<typeof consoleWorld>>;

beforeAll(async () => {
  world = await consoleWorld();
});

const [held] = ONBOARDINGS;
const idOf = (one: (typeof ONBOARDINGS)[number] | undefined) => one?.onboardingId ?? "";

async function bodyOf(target: string): Promise<string> {
  return (await world.send("GET", target)).body ?? "";
}

describe("what needs us", () => {
  it("comes first, the most urgent on top", async () => {
    const body = await bodyOf("/");
    const titles = [...body.matchAll(/<h2 id="([\w-]+)"/g)].map(([, id]) => id);
    expect(titles).toEqual([
      "incident",
      "failed",
      "held",
      "desk",
      "notices",
      "contested",
      "nobodys",
      "stuck-ses-week",
      "stuck-customer-week",
      "stuck-customer-day",
    ]);
  });

  it("says how long SES keeps a lost domain", async () => {
    const body = await bodyOf("/");
    expect(body).toContain("SES gives up in 52 h");
    expect(body).toContain("SES has given up");
  });

  it("has buttons for decisions that need no other page, and says what was given up and why", async () => {
    const body = await bodyOf("/");
    for (const action of ["approve", "refuse", "redrive", "redeliver"])
      expect(body).toMatch(new RegExp(`action="/console/onboardings/onb_\\w+/${action}"`));
    expect(body).toContain("ticket: HelpDeskAccessError");
    expect(body).toContain("customer: MessageRejected");
  });

  it("names each mistake once, and which tickets a person answers", async () => {
    const own = await consoleWorld();
    const first = ONBOARDINGS[6]?.lastCheck?.findings?.[0];
    if (first === undefined) throw new Error("There is one");
    await changeOnboarding(own.table, idOf(ONBOARDINGS[6]), ({ lastCheck }) => ({
      set: {
        mutedAt: MONDAY,
        ...(lastCheck && {
          lastCheck: { ...lastCheck, findings: [first, first, { ...first, severity: "advice" }] },
        }),
      },
    }));
    const { body = "" } = await own.send("GET", "/");
    expect(body).toContain("A person has taken over, HOST DOUBLED × 2<");
  });

  it("says of a degraded domain that a person has taken over, because a second call would disturb the customer", async () => {
    const own = await consoleWorld();
    await changeOnboarding(own.table, idOf(ONBOARDINGS[3]), () => ({ set: { mutedAt: MONDAY } }));
    expect((await own.send("GET", "/")).body).toContain("A person has taken over, SES gives up in 52 h");
    const { body } = await own.send("GET", `/onboardings/${idOf(ONBOARDINGS[3])}`);
    expect(body).toContain('<p class="note warn">A person has taken over</p>');
  });

  it("removes an identity without an owner once its customer asks again", async () => {
    const own = await consoleWorld();
    const [identity] = ONBOARDINGS.filter(({ closedBecause }) => closedBecause === "identity-taken");
    if (identity === undefined) throw new Error("there is one");
    const onboardingId = "onb_01KAQ5ZXN8M2WQ3R4S5T6V9998";
    await keep(own.table, { ...identity, onboardingId, status: "requested" });
    await indexOnboarding(onboardingId, MONDAY, { table: own.table, partitions: own.table });
    expect((await own.send("GET", "/")).body).not.toContain('id="nobodys"');
  });

  it("assigns an identity without an owner, once the operator has read what that does", async () => {
    const own = await consoleWorld();
    const [taken] = ONBOARDINGS.filter(({ closedBecause }) => closedBecause === "identity-taken");
    own.identities.set(taken?.identity ?? "", { name: taken?.identity ?? "", isVerified: true });
    const path = `/onboardings/${idOf(taken)}/assign`;
    expect((await own.send("GET", "/")).body).toContain(`action="/console${path}"`);
    const body = "csrf=token-of-the-session&back=attention";
    expect((await own.send("POST", path, { body })).body).toContain("Nothing was done yet.");
    const { statusCode, headers } = await own.send("POST", path, { body: `${body}&yes=true&because=called` });
    expect([statusCode, headers?.["location"]]).toEqual([303, "/console?result=done&did=assign"]);
    expect((await own.send("GET", `/onboardings/${idOf(taken)}`)).body).toContain(
      "Last action by an operator: Identity assigned by user/alice",
    );
    await indexOnboarding(idOf(taken), MONDAY, { table: own.table, partitions: own.table });
    expect((await own.send("GET", "/")).body).not.toContain('id="nobodys"');
  });

  it("says what there is to decide, and what SES said of what waits for it", async () => {
    const own = await consoleWorld();
    const waiting = ONBOARDINGS[9];
    const { status, ...known } = { status: { verification: "PENDING", dkim: "PENDING" } as const, reads: 1 };
    await changeOnboarding(own.table, idOf(waiting), () => ({ set: { ses: { ...known, status } } }));
    expect((await own.send("GET", "/")).body).toContain("DKIM Pending, MAIL FROM –");
    await changeOnboarding(own.table, idOf(waiting), () => ({
      set: { ses: { ...known, readAt: MONDAY, status: { ...status, signingOff: "made-by-hand" } } },
    }));
    await indexOnboarding(idOf(waiting), MONDAY, { table: own.table, partitions: own.table });
    expect((await own.send("GET", "/")).body).toContain(`DKIM signing is off: ${waiting?.identity}`);
    const { body = "" } = await own.send("GET", `/onboardings/${idOf(waiting)}`);
    expect(body).toContain("aws sesv2 put-email-identity-dkim-attributes");
  });

  it("names who asks for a held request, and leads to its page", async () => {
    const body = await bodyOf("/");
    expect(body).toContain("stranger@mail.example");
    expect(body).toContain(`href="/console/onboardings/${idOf(held)}"`);
  });

  it("offers to refuse a held request on its page, too, and only a held one", async () => {
    const actions = async (one: (typeof ONBOARDINGS)[number] | undefined) =>
      [...(await bodyOf(`/onboardings/${idOf(one)}`)).matchAll(/action="[^"]*\/(\w+)"/g)].map(
        ([, name]) => name,
      );
    expect(held?.status).toBe("held");
    expect(await actions(held)).toContain("refuse");
    expect(await actions(ONBOARDINGS[9])).not.toContain("refuse");
  });
});
