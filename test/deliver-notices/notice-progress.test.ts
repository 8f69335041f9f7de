import { expect, it } from "vitest";
import type { Table } from "#core/table";
import { leaseNotice } from "../../functions/deliver-notices/notice-progress.ts";
import type { Sending } from "../../functions/deliver-notices/sending.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";

const SENDING: Sending = {
  pk: "onb_1",
  notice: { noticeId: "onb_1/ready/customer", recipient: "customer" },
  send: async () => undefined,
};

it.each(["sent", "end"] as const)(
  "records nothing about a notice whose state was deleted while it was being sent: %s",
  async (result) => {
    let table = memoryTable();
    const through: Table = { get: (key) => table.get(key), commit: (puts) => table.commit(puts) };
    const lease = await leaseNotice(through, SENDING, { cause: "stream", now: BEGUN_AT });
    if (typeof lease === "string") throw new Error(`The notice is ${lease}`);
    expect(table.items()).toMatchObject([{ pk: "onb_1", state: "sending" }]);
    table = memoryTable();
    await lease[result]();
    expect(table.items()).toEqual([]);
  },
);
