import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TransientServiceError } from "#core/errors";
import { waitingForProject, waitingPartition } from "#core/intake/waiting-request";
import { changeOnboarding } from "#core/onboarding/store";
import { projectKey } from "#core/projects/project";
import type { Table } from "#core/table";
import { logger } from "#platform/observability";
import type { OperateDeps } from "../../functions/operate-onboardings/deps.ts";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { sessionOf } from "../core/diagnosis/preflight/declared-zone.ts";
import { DATA, startIntake } from "../receive-ticket/fixture.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { operatedWorld } from "./world.ts";

const FORM = `Project: new-shop\nFrom addresses: ${DATA.fromAddresses}`;

let intake: ReturnType<typeof startIntake>;
beforeEach(() => {
  intake = startIntake();
});
afterEach(() => void vi.restoreAllMocks());

/** Sends a ticket from Zendesk for an unregistered project. */
const write = (id = "7", text = FORM) => {
  const requester = { email: DATA.requester };
  return intake.deliver("zendesk", JSON.stringify({ ticket: { id, requester, description: text } }));
};

async function register(
  project = "new-shop",
  requesters = [DATA.requester],
  ports: Partial<OperateDeps> = {},
) {
  const { deps, started, woken } = await operatedWorld();
  const request = operatorsRequest("PUT /projects/{project+}", {
    parameters: { project },
    sent: { owner: "new-owner", requesters },
  });
  const { body = "" } = await operateOnboardings(request, {
    ...deps,
    table: intake.table,
    partitions: intake.table,
    ...ports,
  });
  return { answer: JSON.parse(body), started, woken };
}

it("is reported to the team in a note, because the customer can't register a project", async () => {
  await write();
  const [[toCustomer], [note]] = [intake.replies(), intake.notes()];
  expect(toCustomer).toMatchObject({ content: { about: "faults", faults: [{ field: "project" }] } });
  expect(note).toMatchObject({ content: { about: "team", faults: [{ field: "project" }] } });
});

it("is processed once the project is registered", async () => {
  await write();
  const { answer, started } = await register();
  expect(answer).toMatchObject({ outcome: "done", because: "1 waiting ticket goes on" });
  expect(intake.onboardings()).toMatchObject([
    { project: "new-shop", ticket: "7", source: "zendesk", status: "requested", owner: "new-owner" },
  ]);
  expect(started).toHaveLength(1);
});

it("is processed once, however often the project is registered", async () => {
  await write();
  await register();
  const { answer } = await register();
  expect(answer.outcome).toBe("unchanged");
  expect(intake.onboardings()).toHaveLength(1);
});

it("is held for an operator where the requester is not known", async () => {
  await write();
  const { started } = await register("new-shop", ["somebody@else.example"]);
  expect(intake.onboardings()).toMatchObject([{ status: "held" }]);
  expect(started).toEqual([]);
});

it("resumes each waiting execution of another owner, who is now to prove the domain, too", async () => {
  const open = (name: string) =>
    intake.request(
      { ticket: name, project: name, fromAddresses: [`a@${name}.oxfordstones.example`], mailFrom: undefined },
      `msg_${name}`,
    );
  for (const name of ["early", "issued"]) await open(name);
  const [, issued] = intake.onboardings();
  const wait = { attempt: 1, round: 0, retry: 0, token: "task" };
  await changeOnboarding(intake.table, issued?.pk ?? "", () => ({ set: { wait } }));
  await write();
  const { answer, woken } = await register();
  expect(answer.because).toBe("1 waiting ticket goes on");
  expect(intake.onboardings().map(({ ownership }) => ownership)).toMatchObject(
    Array(3).fill({ because: "contested" }),
  );
  expect(woken).toEqual(["task"]);
});

it("is processed also if its execution can't be started now, which is logged", async () => {
  await write();
  const logged = vi.spyOn(logger, "warn").mockReturnValue();
  const error = new Error("ThrottlingException");
  const { answer } = await register("new-shop", [DATA.requester], {
    starter: { start: () => Promise.reject(error) },
  });
  expect(answer.because).toBe("1 waiting ticket goes on");
  const [opened] = intake.onboardings();
  expect(opened).toMatchObject({ ticket: "7", status: "requested" });
  expect(logged.mock.calls).toEqual([
    ["The machine is started later", { event: "START_DEFERRED", onboardingId: opened?.pk, error }],
  ]);
});

it("still waits if another project is registered, or its text has another fault", async () => {
  await write("7");
  await write("8", "Project: new-shop\nFrom addresses: news@");
  await register("other-shop");
  expect(intake.onboardings()).toEqual([]);
  await register();
  expect(intake.onboardings()).toMatchObject([{ ticket: "7" }]);
});

it("is answered once with its other faults after its project is registered", async () => {
  await write("8", "Project: new-shop\nFrom addresses: news@\nTime zone: Mars");
  expect((await register()).answer).toMatchObject({
    because: expect.stringContaining("1 waiting ticket has"),
  });
  const fields = () =>
    intake
      .replies()
      .map(({ content }) => (content as { faults: { field: string }[] }).faults.map(({ field }) => field));
  expect(fields()).toEqual([
    ["fromAddresses.0", "timeZone", "project"],
    ["fromAddresses.0", "timeZone"],
  ]);
  expect((await register()).answer.outcome).toBe("unchanged");
  expect(intake.replies()).toHaveLength(2);
});

it("is answered with faults that only a DNS check finds, which runs after its project is registered", async () => {
  await write("8", "Project: new-shop\nFrom addresses: news@nowhere.example");
  const nowhere = { open: () => ({ ...sessionOf("nowhere.example", {}, "no"), end: () => undefined }) };
  const { answer } = await register("new-shop", [DATA.requester], { resolver: nowhere });
  expect(answer).toMatchObject({ outcome: "done", because: expect.stringContaining("answered there") });
  expect(intake.replies().at(-1)).toMatchObject({
    content: {
      about: "faults",
      faults: [{ field: "fromAddresses", expected: { key: "fault.domain-exists" } }],
    },
  });
});

it("is processed at the next command if more than ten wait, also after tickets with faults", async () => {
  for (let id = 10; id < 22; id += 1) await write(String(id), "Project: new-shop\nFrom addresses: news@");
  await write("30");
  expect((await register()).answer.because).toMatch(/^10 .*; 3 more tickets wait: repeat the command$/);
  expect((await register()).answer).toMatchObject({
    outcome: "done",
    because: expect.stringMatching(/^1 waiting ticket goes on; 2 /),
  });
  expect((await register()).answer.outcome).toBe("unchanged");
  expect(intake.onboardings()).toMatchObject([{ ticket: "30" }]);
});

it("is deleted after a month", async () => {
  const put = await waitingForProject(intake.table, "new-shop", { source: "zendesk", ticket: "9" }, 0);
  await intake.table.commit(put);
  const items = await intake.table.between(waitingPartition("new-shop"), "!", "~");
  expect(items).toMatchObject([{ sk: "zendesk#9", forgetAt: 30 * 24 * 3600 }]);
  expect((await register()).answer.because).toBeUndefined();
  expect(await intake.table.get(projectKey("new-shop"))).toBeDefined();
});

it("is not processed again where its onboarding began before the command", async () => {
  await write();
  await intake.register({ project: "new-shop", owner: "new-owner" });
  await write("7", `${FORM}\nLanguage: English`);
  expect(intake.onboardings()).toHaveLength(1);
  const { answer, started } = await register();
  expect([answer.because, started]).toEqual([undefined, []]);
  expect(intake.onboardings()).toMatchObject([{ ticket: "7", version: 1 }]);
});

it("is left alone where it names another project since", async () => {
  await write();
  await write("7", `Project: other-shop\nFrom addresses: ${DATA.fromAddresses}`);
  const replies = intake.replies();
  expect((await register()).answer).toEqual({ project: "new-shop", outcome: "done" });
  expect([intake.onboardings(), intake.replies()]).toEqual([[], replies]);
  expect((await register("other-shop")).answer.because).toBe("1 waiting ticket goes on");
});

it("is left alone where its request is gone", async () => {
  const put = await waitingForProject(intake.table, "new-shop", { source: "zendesk", ticket: "9" }, BEGUN_AT);
  await intake.table.commit(put);
  expect((await register()).answer).toEqual({ project: "new-shop", outcome: "done" });
  expect([intake.onboardings(), intake.replies()]).toEqual([[], []]);
});

describe("a ticket whose onboarding other writes precede", () => {
  /** Makes the table of the tests, in which other writes precede the first ones of an onboarding. */
  function busyTable(times: number) {
    let left = times;
    const commit: Table["commit"] = async (puts) => {
      const isBusy = left > 0 && puts.some(({ item }) => item.sk === "onboarding");
      if (isBusy) left -= 1;
      return isBusy ? false : intake.table.commit(puts);
    };
    return { ...intake.table, commit };
  }

  it("is processed at the tenth try", async () => {
    await write();
    const { answer } = await register("new-shop", [DATA.requester], { table: busyTable(9) });
    expect(answer.because).toBe("1 waiting ticket goes on");
    expect(intake.onboardings()).toMatchObject([{ ticket: "7", status: "requested" }]);
  });

  it("is not tried an eleventh time, and still waits for the next command", async () => {
    await write();
    const busy = register("new-shop", [DATA.requester], { table: busyTable(10) });
    await expect(busy).rejects.toThrow(TransientServiceError);
    expect(intake.onboardings()).toEqual([]);
    expect((await register()).answer.because).toBe("1 waiting ticket goes on");
  });
});
