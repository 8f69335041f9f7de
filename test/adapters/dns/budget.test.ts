import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Budget } from "#adapters/dns/budget";
import { LIMITS, type Limits } from "#adapters/dns/limits";

function budgetOf(limits: Partial<Limits>): Budget {
  const budget = new Budget({ ...LIMITS, ...limits });
  onTestFinished(() => budget.giveUp());
  return budget;
}

/** A query that notes whether it was cancelled. */
const query = () => ({
  isCancelled: false,
  giveUp() {
    this.isCancelled = true;
  },
});

/** Takes a place for a query that begins as soon as one is free. */
function wait(budget: Budget) {
  const place = budget.takePlace();
  const waiting = { hasBegun: place === undefined };
  void place?.then(() => Object.assign(waiting, { hasBegun: true }));
  return waiting;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("places for parallel queries", () => {
  it("are as many as the limit, and the queries beyond begin in their order", async () => {
    const budget = budgetOf({ parallel: 2 });
    const queries = [query(), query()];
    for (const one of queries) budget.begin(one);
    const waits = [wait(budget), wait(budget), wait(budget), wait(budget)];
    const begun = () => waits.map(({ hasBegun }) => hasBegun);
    await turn();
    expect(begun()).toEqual([true, true, false, false]);
    for (const [index, one] of queries.entries()) {
      budget.leave(one);
      await turn();
      expect(begun()).toEqual([true, true, true, index === 1]);
    }
  });

  it("become free once only for a query that ends twice, and not for one that never began", async () => {
    const budget = budgetOf({ parallel: 1 });
    const one = query();
    const [first, second, third] = [wait(budget), wait(budget), wait(budget)];
    budget.begin(one);
    budget.leave(query());
    await turn();
    expect([first.hasBegun, second.hasBegun]).toEqual([true, false]);
    budget.leave(one);
    budget.leave(one);
    await turn();
    expect([second.hasBegun, third.hasBegun]).toEqual([true, false]);
  });

  it("are kept while no query waits", () => {
    const budget = budgetOf({ parallel: 1 });
    const one = query();
    expect(budget.takePlace()).toBeUndefined();
    budget.begin(one);
    budget.leave(one);
    expect(budget.takePlace()).toBeUndefined();
    expect(budget.takePlace()).toBeInstanceOf(Promise);
  });

  it("become free by a query that the budget does not allow", async () => {
    const budget = budgetOf({ parallel: 1, queries: 0 });
    const [, second] = [wait(budget), wait(budget)];
    expect(budget.spend()).toBe(false);
    await turn();
    expect(second.hasBegun).toBe(true);
  });
});

describe("the queries of a session", () => {
  it("are as many as the limit", () => {
    const budget = budgetOf({ queries: 2 });
    expect([budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, false]);
    expect(budget.spent()).toBe(2);
  });

  it("end with the session, after which none is allowed", () => {
    const budget = budgetOf({});
    const [ended, open, last] = [query(), query(), query()];
    for (const one of [ended, open, last]) budget.begin(one);
    budget.leave(ended);
    expect([budget.spend(), budget.isOver()]).toEqual([true, false]);
    budget.giveUp();
    expect([budget.spend(), budget.isOver(), budget.spent()]).toEqual([false, true, 1]);
    expect([ended, open, last].map(({ isCancelled }) => isCancelled)).toEqual([false, true, true]);
  });

  it("end at the time limit of the session", async () => {
    const budget = budgetOf({ sessionMs: 1 });
    const one = query();
    budget.begin(one);
    await vi.waitFor(() => expect([budget.isOver(), one.isCancelled]).toEqual([true, true]));
  });
});
