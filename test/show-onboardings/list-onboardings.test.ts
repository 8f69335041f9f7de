import { beforeEach, expect, it } from "vitest";
import * as z from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import { indexOnboarding } from "#core/search/index-onboarding";
import { showOnboardings } from "../../functions/show-onboardings/show-onboardings.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { operatorsRequest } from "../support/operators-request.ts";
import { SHOWN } from "../support/shown.ts";

const page = z.object({
  onboardings: z.array(z.looseObject({ onboardingId: z.string(), identity: z.string() })),
  next: z.string().nullable(),
});

let table: ReturnType<typeof memoryTable>;

beforeEach(() => {
  table = memoryTable();
});

/** Makes ids that increase with time, as ULIDs do. */
function idOf(number: number): string {
  return `onb_${String(number).padStart(26, "0")}`;
}

async function keepSome(count: number, said: (number: number) => Partial<Onboarding> = () => ({})) {
  for (let number = 1; number <= count; number += 1)
    await keepIndexed({ onboardingId: idOf(number), ...said(number) });
}

async function keepIndexed(said: Partial<Onboarding>) {
  const one = onboardingOf(said);
  await keep(table, one);
  await indexOnboarding(one.onboardingId, BEGUN_AT, { table, partitions: table });
}

async function list(query: Record<string, string> = {}) {
  const deps = { table, listing: table, trail: table, partitions: table, ...SHOWN };
  const { statusCode, body = "" } = await showOnboardings(
    operatorsRequest("GET /onboardings", { query }),
    deps,
  );
  return { statusCode, body: JSON.parse(body) };
}

async function listed(query: Record<string, string> = {}) {
  const { onboardings, next } = page.parse((await list(query)).body);
  return { ids: onboardings.map(({ onboardingId }) => onboardingId), next };
}

it("gives the newest first, in pages that follow each other, to the end", async () => {
  await keepSome(5);
  const first = await listed({ limit: "2" });
  expect(first).toEqual({ ids: [idOf(5), idOf(4)], next: idOf(4) });
  const second = await listed({ limit: "2", after: first.next ?? "" });
  expect(second).toEqual({ ids: [idOf(3), idOf(2)], next: idOf(2) });
  expect(await listed({ limit: "2", after: idOf(2) })).toEqual({ ids: [idOf(1)], next: null });
});

it("keeps its place while new ones come in", async () => {
  await keepSome(3);
  const { next } = await listed({ limit: "1" });
  await keep(table, onboardingOf({ onboardingId: idOf(4) }));
  expect(await listed({ limit: "5", after: next ?? "" })).toMatchObject({ ids: [idOf(2), idOf(1)] });
});

it("shows what each one is and which party it waits for, and nothing secret", async () => {
  const wait = { attempt: 1, round: 1, retry: 0, token: "task-token-secret" };
  await keep(table, onboardingOf({ wait }));
  const { body } = await list();
  expect(body.onboardings).toEqual([
    {
      onboardingId: "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X",
      status: "records_issued",
      project: "oxford-stones",
      owner: "oxford",
      source: "generic",
      ticket: "T-1041",
      identity: "oxfordstones.example",
      mailFrom: "email.oxfordstones.example",
      waitingOn: { whom: "customer", since: "2026-11-23T09:00:00.000Z", until: null },
      awaitedSince: null,
      createdAt: "2026-11-23T09:00:00.000Z",
      nextLookAt: "2026-11-23T10:00:00.000Z",
      lapsesAt: "2027-01-07T09:00:00.000Z",
    },
  ]);
});

it("finds by status, by project and by both", async () => {
  await keepSome(4, (number) => ({
    status: number % 2 === 0 ? "failed" : "records_issued",
    project: number > 2 ? "york" : "oxford",
  }));
  expect((await listed({ status: "failed" })).ids).toEqual([idOf(4), idOf(2)]);
  expect((await listed({ project: "oxford" })).ids).toEqual([idOf(2), idOf(1)]);
  expect((await listed({ status: "failed", project: "york" })).ids).toEqual([idOf(4)]);
  expect((await listed({ status: "ready" })).ids).toEqual([]);
});

it.each([
  ["oxfordstones.example", [3, 2, 1]],
  ["news.oxfordstones.example", [3, 2, 1]],
  ["EMAIL.oxfordstones.example.", [2, 1]],
  ["oxfordstones.com", []],
  ["stones.example", []],
])("finds what lies at, above or below %s", async (domain, found) => {
  await keepSome(3, (number) =>
    number === 3
      ? { identity: "news.oxfordstones.example", mailFrom: "bounce.news.oxfordstones.example" }
      : {},
  );
  expect((await listed({ domain })).ids).toEqual(found.map(idOf));
});

it("passes over many that do not match in a bounded number of reads, and returns where to continue", async () => {
  await keepSome(12, (number) => ({ status: number === 1 ? "failed" : "ready" }));
  let reads = 0;
  const partitions: typeof table = {
    ...table,
    async page(pk, page) {
      reads += 1;
      const keys = await table.page(pk, { ...page, limit: 1 });
      return Array.from({ length: 100 }, () => keys[0]).flatMap((key) => key ?? []);
    },
  };
  const deps = { table, listing: table, trail: table, partitions, ...SHOWN };
  const ask = async (query: Record<string, string>) => {
    const { body = "" } = await showOnboardings(operatorsRequest("GET /onboardings", { query }), deps);
    return page.parse(JSON.parse(body));
  };
  const first = await ask({ status: "failed", project: "oxford-stones" });
  expect([first.onboardings, first.next, reads]).toEqual([[], idOf(9), 4]);
});

it("uses the table where the index is behind", async () => {
  await keepSome(1, () => ({ status: "records_issued" }));
  await changeOnboarding(table, idOf(1), () => ({ transition: "cancel" }));
  expect((await listed({ status: "records_issued" })).ids).toEqual([]);
});

it("lists by who is awaited, the longest first, by finding and by DNS host", async () => {
  await keepSome(3, (number) => ({
    createdAt: BEGUN_AT - number,
    ...(number === 2 && { status: "failed", failedFrom: "confirmed" }),
    snapshot: {
      ...{ at: BEGUN_AT, mx: [], spf: [], providers: [], senders: [], receiveNoMail: [] },
      nameServers: number === 1 ? ["ada.ns.cloudflare.com"] : [],
    },
  }));
  expect((await listed({ awaits: "customer", sort: "oldest" })).ids).toEqual([idOf(1), idOf(3)]);
  const [first] = (await list({ awaits: "customer", sort: "oldest" })).body.onboardings;
  expect(first).toMatchObject({ awaitedSince: new Date(BEGUN_AT).toISOString() });
  expect((await listed({ awaits: "operator" })).ids).toEqual([idOf(2)]);
  expect((await listed({ host: "Cloudflare" })).ids).toEqual([idOf(1)]);
  expect((await listed({ host: "other", status: "failed" })).ids).toEqual([idOf(2)]);
  expect((await listed({ finding: "HOST_DOUBLED" })).ids).toEqual([]);
});

it("gives the oldest first on request", async () => {
  await keepSome(3);
  expect(await listed({ sort: "oldest", limit: "2" })).toEqual({ ids: [idOf(1), idOf(2)], next: idOf(2) });
});

it.each([
  ["the ticket", "t-1041"],
  ["the beginning of a domain", "oxfordst"],
  ["the MAIL FROM domain", "email.oxfordstones.example"],
  ["the project", "oxford-stones"],
  ["the owner", "oxford"],
  ["an address", "News@oxfordstones.example"],
  ["its id", "onb_00000000000000000000000001"],
  ["its id between spaces", "  onb_00000000000000000000000001 "],
])("finds it by %s", async (_, q) => {
  await keepSome(1);
  expect((await listed({ q })).ids).toEqual([idOf(1)]);
});

it("finds the newest of a domain first, and what only begins with the text last", async () => {
  await keepSome(6, (number) => ({
    identity: number === 6 ? "oxfordstones.example.net" : "oxfordstones.example",
  }));
  const q = "oxfordstones.example";
  expect((await listed({ q, limit: "2" })).ids).toEqual([idOf(5), idOf(4)]);
  expect((await listed({ q })).ids).toEqual([5, 4, 3, 2, 1, 6].map(idOf));
});

it("applies the other conditions to what it finds by a text", async () => {
  await keepSome(3, (number) => ({ status: number === 2 ? "failed" : "records_issued" }));
  const q = "oxfordstones.example";
  expect((await listed({ q, status: "failed" })).ids).toEqual([idOf(2)]);
  expect((await listed({ q, project: "york" })).ids).toEqual([]);
});

it("finds nothing by a text that occurs nowhere, or by an empty one", async () => {
  await keepSome(1);
  for (const q of ["stones", "", "  ", "#", "onb_00000000000000000000000002"])
    expect([q, (await listed({ q })).ids]).toEqual([q, []]);
});

it("names everything that is wrong with what is asked, at once", async () => {
  const { statusCode, body } = await list({
    status: "done",
    limit: "0",
    domain: "-",
    after: "x",
    sort: "up",
  });
  expect(statusCode).toBe(422);
  const fields = z.object({ faults: z.array(z.object({ field: z.string() })) }).parse(body).faults;
  expect(fields.map(({ field }) => field).sort()).toEqual(["after", "domain", "limit", "sort", "status"]);
});

it("tells of what is searched for by which tickets and from addresses it is named exactly", async () => {
  const alsoTickets = [{ source: "generic", ticket: "T-2000" }] as const;
  await keepSome(1, () => ({ alsoTickets: [...alsoTickets], fromAddresses: ["news@oxfordstones.example"] }));
  const { body } = await list({ q: "T-2000" });
  expect(body.onboardings).toEqual([
    expect.objectContaining({ alsoTickets: ["T-2000"], fromAddresses: ["news@oxfordstones.example"] }),
  ]);
});

it.each(["project", "finding", "host", "q"])("finds nothing by a %s that no key can hold", async (name) => {
  await keepSome(1);
  for (const value of ["\u20ac".repeat(1024), "\ud83d", "\u0000"])
    expect(await list({ [name]: value })).toMatchObject({ statusCode: 200, body: { onboardings: [] } });
});

it("finds nothing after a row that no key can name", async () => {
  await keepSome(1);
  const after = `${"\u20ac".repeat(990)}${idOf(1)}`;
  for (const query of [{ after }, { after, project: "oxfordstones" }, { after, status: "ready" }])
    expect(await list(query)).toMatchObject({ statusCode: 200, body: { onboardings: [], next: null } });
});
