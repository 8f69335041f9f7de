import { describe, expect, it } from "vitest";
import {
  noLongerWaiting,
  readWaitingRequest,
  ticketIn,
  waitingForProject,
  waitingPartition,
} from "#core/intake/waiting-request";
import { memoryTable } from "../../support/memory-table.ts";

const NOW = Date.UTC(2026, 10, 23, 9);
const SECOND = NOW / 1000;
const THIRTY_DAYS = 2_592_000;
const REQUEST = { ticket: "T-1", data: { project: "shop" }, isVouched: true };
const TICKET = { source: "zendesk", ticket: "T-1" } as const;
const LISTED = { pk: "waiting#shop", sk: "zendesk#T-1", ...TICKET, forgetAt: SECOND + THIRTY_DAYS };

describe("a request that waits for corrections", () => {
  it("is none at first", async () => {
    const { request, corrections, replaceWith } = await readWaitingRequest(memoryTable(), "zendesk", "T-1");
    expect([request, corrections]).toEqual([undefined, 0]);
    expect(replaceWith(REQUEST, 0, NOW)).toEqual({
      item: {
        ...{ pk: "ticket#zendesk#T-1", sk: "waiting", data: { project: "shop" }, isVouched: true },
        ...{ corrections: 0, version: 1, forgetAt: SECOND + THIRTY_DAYS },
      },
      expectedVersion: undefined,
    });
  });

  it("is read as it was written, with its corrections, and is replaced by the next version", async () => {
    const table = memoryTable();
    const first = await readWaitingRequest(table, "zendesk", "T-1");
    await table.commit([first.replaceWith(REQUEST, 2, NOW)]);
    const next = await readWaitingRequest(table, "zendesk", "T-1");
    expect([next.request, next.corrections]).toEqual([REQUEST, 2]);
    const put = next.replaceWith({ ...REQUEST, isVouched: false }, 3, NOW + 1999);
    expect(put.expectedVersion).toBe(1);
    expect(put.item).toMatchObject({ isVouched: false, corrections: 3, version: 2 });
    expect(put.item["forgetAt"]).toBe(SECOND + 1 + THIRTY_DAYS);
    expect((await readWaitingRequest(table, "jira", "T-1")).request).toBeUndefined();
    expect((await readWaitingRequest(table, "zendesk", "T-2")).request).toBeUndefined();
  });
});

describe("a ticket that waits for a project", () => {
  it("is listed under the project for thirty days", async () => {
    expect(waitingPartition("shop")).toBe("waiting#shop");
    expect(await waitingForProject(memoryTable(), "shop", TICKET, NOW)).toEqual([
      { item: { ...LISTED, version: 1 }, expectedVersion: undefined },
    ]);
  });

  it("is listed for thirty days more when it comes again", async () => {
    const table = memoryTable();
    await table.commit([{ item: { ...LISTED, version: 4 }, expectedVersion: undefined }]);
    expect(await waitingForProject(table, "shop", TICKET, NOW + 5000)).toEqual([
      { item: { ...LISTED, version: 5, forgetAt: SECOND + 5 + THIRTY_DAYS }, expectedVersion: 4 },
    ]);
  });

  it.each([
    ["a moment before its entry expires", (SECOND + THIRTY_DAYS) * 1000 - 1, TICKET],
    ["when its entry expires", (SECOND + THIRTY_DAYS) * 1000, undefined],
  ])("is read %s", (_when, now, ticket) => {
    expect(ticketIn({ ...LISTED, version: 1 }, now)).toEqual(ticket);
  });

  it("waits no longer from the moment that its entry is removed", () => {
    const put = noLongerWaiting({ ...LISTED, version: 4 }, NOW + 999);
    expect(put).toEqual({ item: { ...LISTED, version: 5, forgetAt: SECOND }, expectedVersion: 4 });
    expect(ticketIn(put.item, NOW + 999)).toBeUndefined();
  });
});
