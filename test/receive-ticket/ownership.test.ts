import { afterEach, describe, expect, it, vi } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { ACCOUNT, IMPORTED } from "#core/claims/claims";
import { challengeRecord } from "#core/onboarding/challenge";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import type { Source } from "#core/onboarding/ticket-source";
import { readProject } from "#core/projects/project";
import { allowedSuffixes, type DomainRules, NO_RULES } from "#core/tickets/domain-rules";
import { readRequest } from "#core/tickets/onboarding-request";
import { logger } from "#platform/observability";
import { openOnboarding } from "../../functions/receive-ticket/open-onboarding.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { fakeStepFunctions } from "../support/fake-step-functions.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { recordsFor } from "../support/stages.ts";

const D = "oxfordstones.example";

/** Makes intake for requests after their source was authenticated. */
function startRequests(rules: Partial<DomainRules> = {}) {
  const table = memoryTable();
  const machine = fakeStepFunctions();
  let count = 0;
  const next = (word: string) => {
    count += 1;
    return `${word}${count}`;
  };
  const request = async (owner: string, said: Record<string, unknown> = {}, source: Source = "generic") => {
    const number = next("");
    const sent = {
      ticket: `T-${number}`,
      project: `project-${owner}`,
      owner,
      requester: `dns@${owner}.example`,
      fromAddresses: [`news@${D}`],
      mailFrom: `email.${D}`,
      ...said,
    };
    const read = readRequest(sent, allowedSuffixes({ ...NO_RULES, ...rules }));
    if ("faults" in read) throw new Error(JSON.stringify(read.faults));
    const delivery = { source, id: `delivery-${number}`, digest: "", now: NOW };
    return openOnboarding(read.request, { source, isVouched: true, again: true }, delivery, {
      ...{ region: "eu-west-1", table, starter: machine, resumer: machine, resolver: declaredDns() },
      newId: () => next("onb_"),
      newToken: () => next("token-"),
      readDomainRules: async () => ({ allow: [], deny: [], own: [], ...rules }),
    });
  };
  /** Returns the onboarding that a request opened. */
  const open = async (...given: Parameters<typeof request>): Promise<Onboarding> => {
    const outcome = await request(...given);
    if (outcome.kind !== "taken") throw new Error(`It was not taken: ${outcome.kind}`);
    return outcome.onboarding;
  };
  const ready = async (owner: string, said: Record<string, unknown> = {}): Promise<Onboarding> => {
    const { onboardingId, identity } = await open(owner, said);
    const claims = await readClaims(table, identity);
    await table.commit(claims.prove(onboardingId));
    for (const transition of ["issue_records", "verify", "configure"] as const)
      await changeOnboarding(table, onboardingId, () => ({ transition }));
    return changeOnboarding(table, onboardingId, () => ({ transition: "complete" }));
  };
  const read = ({ onboardingId }: Onboarding) => readOnboarding(table, onboardingId);
  return { table, machine, request, open, ready, read };
}

afterEach(() => void vi.restoreAllMocks());

describe("names that another owner", () => {
  it("has reserved are opened all the same, and both sides are asked for a proof of their own", async () => {
    const { open, read } = startRequests();
    const first = await open("oxford");
    const second = await open("cambridge");
    const challenges = [(await read(first)).ownership, second.ownership];
    expect(challenges).toMatchObject([{ because: "contested" }, { because: "contested" }]);
    expect(new Set(challenges.map((one) => one?.token)).size).toBe(2);
  });

  it("is reported as changed records if the records were issued, and resumes a waiting execution", async () => {
    const { table, machine, open, read } = startRequests();
    const first = await open("oxford");
    await changeOnboarding(table, first.onboardingId, () => ({
      set: {
        records: recordsFor(),
        ...{ recordsVersion: 1, notifiedRecordsVersion: 1 },
        wait: { attempt: 1, round: 0, retry: 0, token: "task" },
      },
      transition: "issue_records",
    }));
    await open("cambridge");
    const after = await read(first);
    expect(after.records).toEqual([challengeRecord(D, after.ownership?.token ?? ""), ...recordsFor()]);
    expect(after).toMatchObject({
      recordsVersion: 2,
      notifiedRecordsVersion: 1,
      signals: { count: 1, seen: 0 },
    });
    expect(machine.woken).toEqual(["task"]);
  });

  it("has reserved are opened also if its execution can't be resumed now, which is logged", async () => {
    const { table, machine, open, read } = startRequests();
    const first = await open("oxford");
    const wait = { attempt: 1, round: 0, retry: 0, token: "task" };
    await changeOnboarding(table, first.onboardingId, () => ({ transition: "issue_records", set: { wait } }));
    const logged = vi.spyOn(logger, "warn").mockReturnValue();
    machine.fail(new Error("ThrottlingException"));
    await open("cambridge");
    expect((await read(first)).ownership).toMatchObject({ because: "contested" });
    const { onboardingId } = first;
    expect(logged.mock.calls.map(([, details]) => details)).toContainEqual(
      expect.objectContaining({ event: "WAKE_DEFERRED", onboardingId }),
    );
  });

  it("is asked once, however many come after", async () => {
    const { open, read } = startRequests();
    const first = await open("oxford");
    await open("cambridge");
    const asked = await read(first);
    await open("durham");
    expect(await read(first)).toEqual(asked);
  });

  it.each([
    ["a parent", D, `news@shop.${D}`, `email.shop.${D}`],
    ["a child", `shop.${D}`, `news@${D}`, `email.${D}`],
  ])("has reserved as %s are contested, too", async (_, held, from, mailFrom) => {
    const { open } = startRequests();
    await open("oxford", { fromAddresses: [`news@${held}`], mailFrom: `email.${held}` });
    const second = await open("cambridge", { fromAddresses: [from], mailFrom });
    expect(second.ownership?.because).toBe("contested");
  });

  it("has reserved beside them make no difference", async () => {
    const { open, read } = startRequests();
    const first = await open("oxford", { fromAddresses: [`a@a.${D}`], mailFrom: `email.a.${D}` });
    const second = await open("cambridge", { fromAddresses: [`b@b.${D}`], mailFrom: `email.b.${D}` });
    for (const one of [await read(first), second]) expect(one).not.toHaveProperty("ownership");
  });

  it("has proved need a check by our team, and nothing is sent or changed", async () => {
    const { table, ready, request } = startRequests();
    await ready("oxford");
    const before = table.items().length;
    expect(await request("cambridge")).toEqual({ kind: "refused", content: { about: "needs-check" } });
    expect(table.items()).toHaveLength(before);
  });

  it("gave up need a new proof, and those of the same owner do not", async () => {
    const { table, open } = startRequests();
    const first = await open("oxford");
    await table.commit([(await readClaims(table, D)).giveUp(first.onboardingId, NOW)]);
    expect((await open("oxford")).ownership).toBeUndefined();
    const again = await startRequests();
    const other = await again.open("oxford");
    await again.table.commit([(await readClaims(again.table, D)).giveUp(other.onboardingId, NOW)]);
    expect((await again.open("cambridge")).ownership).toMatchObject({ because: "held-before" });
  });
});

it("asks no owner for a proof because of an unknown requester", async () => {
  const { table, open, request, read } = startRequests();
  const first = await open("oxford");
  const { replaceWith } = await readProject(table, "project-cambridge");
  const project = { project: "project-cambridge", owner: "cambridge", requesters: [], domains: [] };
  await table.commit([replaceWith({ ...project, platform: "ses" })]);
  expect(await request("cambridge")).toMatchObject({ content: { about: "needs-check" } });
  expect(await read(first)).not.toHaveProperty("ownership");
});

it("gives no owner an identity that the account had before, and reveals no more than about another owner", async () => {
  const { table, request } = startRequests();
  const claims = await readClaims(table, D);
  const held = { name: D, owner: ACCOUNT, state: "proved", onboardingId: IMPORTED } as const;
  await table.commit([claims.replaceWith([held])]);
  expect(await request("cambridge")).toEqual({ kind: "refused", content: { about: "needs-check" } });
});

it("treats an owner's identities from before the first ticket like their others", async () => {
  const { table, open } = startRequests();
  const claims = await readClaims(table, D);
  const held = { name: D, owner: "oxford", state: "proved", onboardingId: IMPORTED } as const;
  await table.commit([claims.replaceWith([held])]);
  expect(await open("oxford")).not.toHaveProperty("ownership");
});

describe("addresses that a ready identity of the same owner covers", () => {
  it.each([
    ["its own", `orders@${D}`],
    ["of a child domain", `orders@shop.${D}`],
  ])("are judged at once: %s", async (_, address) => {
    const { table, ready, request, read } = startRequests();
    const covering = await ready("oxford");
    const said = { project: "other", fromAddresses: [address], mailFrom: undefined };
    const outcome = await request("oxford", said);
    expect(outcome).toMatchObject({ kind: "covered", onboarding: { identity: D, mailFrom: `email.${D}` } });
    const { current } = await readProject(table, "other");
    expect(current?.domains).toEqual([
      { identity: D, mailFrom: `email.${D}`, onboardingId: covering.onboardingId },
    ]);
    // The domain accepts no mail, and the ticket names no reply address.
    expect(current?.refusedAddresses).toMatchObject([{ address, refusals: ["reply-for-silent-domain"] }]);
    expect(outcome).toMatchObject({
      taken: [],
      refused: [{ address, refusals: ["reply-for-silent-domain"] }],
    });
    expect((await read(covering)).fromAddresses).toEqual([`news@${D}`]);
    expect(table.items().filter(({ sk }) => sk === "onboarding")).toHaveLength(1);
  });

  it("get an identity of their own only when the ticket names it, and the answer says that it overrides the parent's", async () => {
    const { ready, open } = startRequests();
    await ready("oxford");
    const child = `shop.${D}`;
    const said = { fromAddresses: [`orders@${child}`], mailFrom: `email.${child}`, identity: child };
    expect(await open("oxford", said)).toMatchObject({ identity: child, overrides: D });
  });

  it("of another owner's identity are not covered", async () => {
    const { ready, request } = startRequests();
    await ready("oxford");
    const said = { fromAddresses: [`orders@shop.${D}`], mailFrom: undefined };
    expect(await request("cambridge", said)).toMatchObject({ kind: "refused" });
  });

  it("are not covered by an identity that was lost", async () => {
    const { table, ready, open } = startRequests();
    const lost = await ready("oxford");
    await changeOnboarding(table, lost.onboardingId, () => ({ transition: "lose" }));
    const said = { fromAddresses: [`orders@shop.${D}`], mailFrom: `email.shop.${D}` };
    expect((await open("oxford", said)).identity).toBe(`shop.${D}`);
  });
});

it.each([
  ["identity", { allow: [`shop.${D}`, `email.${D}`] }, "fromAddresses"],
  ["MAIL FROM domain", { deny: [`email.${D}`] }, "mailFrom"],
  ["platform's own domain", { own: [`mail.${D}`] }, "fromAddresses"],
])("refuses by the deployer's rules: %s", async (_, rules, field) => {
  const { request } = startRequests(rules);
  expect(await request("oxford")).toMatchObject({
    content: { about: "faults", faults: [{ field }] },
  });
});

it("opens for the owner of a private suffix that the deployer's rules name, with both names claimed", async () => {
  const { table, open } = startRequests({ allow: ["hackclub.app"] });
  const said = { fromAddresses: ["news@hackclub.app"], mailFrom: "email.hackclub.app" };
  expect(await open("hack-club", said)).toMatchObject({ identity: "hackclub.app" });
  const { entries } = await readClaims(table, "hackclub.app");
  expect(entries.map(({ name }) => name)).toEqual(["hackclub.app", "email.hackclub.app"]);
});

describe("an owner that reserves name after name below another owner's domain", () => {
  const below = (number: number) => ({
    fromAddresses: [`news@h${number}.${D}`],
    mailFrom: `email.h${number}.${D}`,
    identity: `h${number}.${D}`,
  });

  it("gets no more than twelve while it has proved none, and keeps no other owner from proving the domain", async () => {
    const { open, request } = startRequests();
    for (let number = 1; number <= 12; number += 1) await open("squatter", below(number));
    expect(await request("squatter", below(13))).toMatchObject({
      kind: "refused",
      content: { about: "needs-check" },
    });
    expect((await open("oxford")).ownership?.because).toBe("contested");
  });

  it("gets as many as it asks for once it has proved one", async () => {
    const { open, ready } = startRequests();
    await ready("oxford", below(0));
    for (let number = 1; number <= 16; number += 1) await open("oxford", below(number));
  });
});
