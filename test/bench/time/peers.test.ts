import { describe, expect, it } from "vitest";
import { type CustomerModel, readCustomerModel } from "../../../infra/bench/time/customer-model.ts";
import { figuresOf, moreFiguresOf } from "../../../infra/bench/time/figures.ts";
import { runPeer } from "../../../infra/bench/time/peer-run.ts";
import { PEERS } from "../../../infra/bench/time/peers.ts";

const model = await readCustomerModel();

/** Returns the result of each policy for the same customers. */
function underEach(customers: Partial<CustomerModel>, count = 60) {
  const all = { ...model, loss: { ...model.loss, share: 0 }, silentChecks: 0, ...customers };
  const runs = PEERS.map((peer) => runPeer(peer, count, 3, all));
  return Object.fromEntries(runs.map((run) => [run.name, { ...figuresOf(run), ...moreFiguresOf(run) }]));
}

const NO_MISTAKE = { mistake: { ...model.mistake, share: 0 } };
const afterDays = (days: number) => [{ share: 1, medianMinutes: days * 1440, sigma: 0 }];

describe("a peer's policy", () => {
  it("ends where SES does after 72 hours, unless it restarts SES or has none", () => {
    const stuck = Object.entries(underEach({ ...NO_MISTAKE, publish: afterDays(5) })).map(
      ([name, { stuckForever }]) => [name, stuckForever],
    );
    expect(stuck).toEqual([
      ["plunk-60s", 0],
      ["opensend-60s-oldest-100", 1],
      ["billionmail-5min", 0],
      ["postal-1h", 0],
      ["twenty-1h", 1],
      ["usesend-6h", 1],
      ["cloudflare-backoff", 0],
    ]);
  });

  it("gives up after seven days, where it is Cloudflare's", () => {
    const under = underEach({ ...NO_MISTAKE, publish: afterDays(9) });
    expect(under["cloudflare-backoff"]?.stuckForever).toBe(1);
    expect(under["postal-1h"]?.stuckForever).toBe(0);
  });

  it("checks only the oldest hundred, where those never get verified", () => {
    const under = underEach({ publish: [{ share: 1, medianMinutes: null, sigma: 0 }] }, 300);
    expect(under["opensend-60s-oldest-100"]?.sesReadsP50).toBe(0);
    expect(under["opensend-60s-oldest-100"]?.sesReadsP99).toBeGreaterThan(1440);
  });

  it("counts a domain with the MX of another Region as verified, where it reads only the status of DKIM", () => {
    const kinds = [{ share: 1, kind: "other-region" as const }];
    const under = underEach({ mistake: { ...model.mistake, share: 1, kinds }, publish: afterDays(0.1) });
    expect(under["plunk-60s"]?.verifiedTooEarly).toBeGreaterThan(0.5);
    expect(under["twenty-1h"]?.verifiedTooEarly).toBe(0);
  });

  it("counts missing answers as a loss, where it has no status for them", () => {
    const under = underEach({ ...NO_MISTAKE, silentChecks: 0.01 }, 20);
    expect(under["billionmail-5min"]?.falseLost).toBeGreaterThan(0);
    expect(under["postal-1h"]?.falseLost).toBeGreaterThan(0);
    expect(under["twenty-1h"]?.falseLost).toBe(0);
  });
});
