import { beforeAll, describe, expect, it } from "vitest";
import { CSRF, consoleWorld } from "./console-world.ts";
import { ONBOARDINGS } from "./monday.ts";

let world: Awaited<ReturnType<typeof consoleWorld>>;

beforeAll(async () => {
  world = await consoleWorld();
});

const awaiting = ONBOARDINGS.find(({ status }) => status === "records_issued");
const page = `/onboardings/${awaiting?.onboardingId}`;

const anna = (role: string) => ({
  headers: { "x-console-csrf": CSRF, "x-console-name": "anna@<b>example", "x-console-role": role },
});

async function offered(role: string): Promise<string[]> {
  const { body = "" } = await world.send("GET", page, anna(role));
  return [...body.matchAll(/action="\/console\/onboardings\/\w+\/([\w-]+)"/g)].map(([, name = ""]) => name);
}

describe("somebody who signed in", () => {
  it("sees their name and role, and can sign out", async () => {
    const { body } = await world.send("GET", "/", anna("support"));
    expect(body).toContain("anna@&lt;b&gt;example (support)");
    expect(body).toContain('action="/console/sign-out"');
  });

  it("as a viewer is offered no action, and as support none of operators", async () => {
    expect(await offered("viewer")).toEqual([]);
    expect(await offered("a role of tomorrow")).toEqual([]);
    const [support, operator] = [await offered("support"), await offered("operator")];
    expect(support).toContain("check");
    expect(operator.filter((name) => !support.includes(name))).toEqual(["amend", "cancel"]);
  });

  it("is offered on the first page the actions that their role may do there", async () => {
    const onTheSpot = async (role: string) => {
      const { body = "" } = await world.send("GET", "/", anna(role));
      const names = [...body.matchAll(/action="\/console\/onboardings\/\w+\/([\w-]+)"/g)].map(
        ([, name]) => name,
      );
      return [...new Set(names)].sort();
    };
    expect(await onTheSpot("viewer")).toEqual([]);
    expect(await onTheSpot("support")).toEqual(["check", "redeliver"]);
    expect(await onTheSpot("operator")).toEqual([
      "approve",
      "assign",
      "check",
      "redeliver",
      "redrive",
      "refuse",
    ]);
  });

  it("as support can't pause a project, and sees no button for it", async () => {
    const project = "/projects/customer-13";
    expect((await world.send("GET", project, anna("support"))).body).not.toContain("/pause");
    const body = new URLSearchParams({ csrf: CSRF, because: "no" }).toString();
    expect((await world.send("POST", `${project}/pause`, { ...anna("support"), body })).statusCode).toBe(403);
    expect((await world.send("GET", project, anna("operator"))).body).toContain("/pause");
  });

  it.each(["viewer", "support"])(
    "as %s is refused an operator's action, also where no page offers it",
    async (role) => {
      const body = new URLSearchParams({ csrf: CSRF }).toString();
      const { statusCode } = await world.send("POST", `${page}/cancel`, { ...anna(role), body });
      expect(statusCode).toBe(403);
      const { body: after } = await world.send("GET", page);
      expect(after).toContain("/cancel");
      const refusing = `/onboardings/${ONBOARDINGS[0]?.onboardingId}/refuse`;
      expect((await world.send("POST", refusing, { ...anna(role), body })).statusCode).toBe(403);
    },
  );
});

describe("an operator with an AWS principal", () => {
  it("is offered all actions, and no sign-out", async () => {
    const { body } = await world.send("GET", page);
    expect(body).toContain("/cancel");
    expect(body).not.toContain("sign-out");
  });
});
