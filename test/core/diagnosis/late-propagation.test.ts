import { describe, expect, it } from "vitest";
import { spreadLate } from "#core/diagnosis/late-propagation";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { contextOf, KEY, SPF, seenAt } from "./detectors/observed-context.ts";
import { ABSENT, D, failed, held, NS1, NS2, observed, sessionKnowing } from "./observed.ts";

const LINE = "v=spf1 redirect=spf.example";
const OLD = "v=spf1 -all";
const resolver = (answer: DnsAnswer) => ({ server: "192.0.2.9", address: "192.0.2.9", answer });
const late = { state: "right", propagation: "not-at-name-servers" } as const;

/** Spreads records that proved right only later, and returns how far each has spread. */
async function spread(
  records: readonly ExpectedRecord[],
  known: readonly Observation[],
  said: Readonly<Record<string, readonly DnsAnswer[]>>,
  state: object = late,
) {
  const context = contextOf(records, known);
  const session = sessionKnowing(
    Object.entries(said).map(([name, answers]) => ({
      ...observed(name, "TXT", {}),
      recursive: answers.map(resolver),
    })),
  );
  const given = { ...context, examined: context.examined.map((one) => ({ ...one, ...state })) };
  const after = await spreadLate(given, session);
  return {
    asked: session.asked,
    isSame: after === given,
    spread: after.examined.map(({ record, propagation, cachedUntilSeconds }) => [
      record.type,
      propagation,
      cachedUntilSeconds,
    ]),
  };
}
const spfSpread = async (at: Parameters<typeof seenAt>[1], ...answers: readonly DnsAnswer[]) =>
  (await spread([SPF], [seenAt(SPF, at)], { [SPF.name]: answers })).spread;

describe("a record that proved right later", () => {
  const everywhere = [["TXT", "everywhere", undefined]];
  const stale = [["TXT", "cached-elsewhere", 300]];
  it("is asked of resolvers", async () => {
    const known = [seenAt(SPF, held(LINE)), seenAt(KEY, ABSENT), observed(KEY.name, "TXT", held("p=x"))];
    const said = { [SPF.name]: [held(OLD)], [KEY.name]: [held("p=x")] };
    expect(await spread([SPF, KEY], known, said)).toEqual({
      asked: [SPF, KEY].map(({ name }) => ({ name, type: "TXT", through: "resolver" })),
      isSame: false,
      spread: [
        ["TXT", "cached-elsewhere", 300],
        ["CNAME", "everywhere", undefined],
      ],
    });
  });

  it.each([
    [{ state: "right", propagation: "everywhere" }],
    [{ state: "right", propagation: "unknown" }],
    [{ state: "wrong", propagation: "not-at-name-servers" }],
    [{ state: "missing", propagation: "not-at-name-servers" }],
  ])("is not one with %o", async (state) => {
    const { asked, isSame } = await spread([SPF], [seenAt(SPF, held(LINE))], {}, state);
    expect([asked, isSame]).toEqual([[], true]);
  });

  it("has spread as far as resolvers hold what a name server holds", async () => {
    expect(await spfSpread(held(LINE), held(LINE))).toEqual(everywhere);
    expect(await spfSpread(held(LINE), held(LINE), held(OLD))).toEqual(stale);
    expect(await spfSpread({ [NS1]: held(LINE), [NS2]: held(OLD) }, held(OLD))).toEqual(everywhere);
    expect(await spfSpread(held(LINE), failed())).toEqual([["TXT", "unknown", undefined]]);
  });

  it("is compared with the servers that answered", async () => {
    const absent = [["TXT", "cached-elsewhere", 60]];
    expect(await spfSpread({ [NS1]: held(LINE), [NS2]: failed() }, ABSENT)).toEqual(absent);
    expect(await spfSpread({ [NS1]: held(LINE), [NS2]: ABSENT }, ABSENT)).toEqual(everywhere);
  });

  it("is compared without other texts beside SPF, but with those of a key", async () => {
    const [here, there] = [held("a=b", LINE), held(LINE, "c=d")];
    expect(await spfSpread(here, there)).toEqual(everywhere);
    const key = async (text: DnsAnswer, answer: DnsAnswer) =>
      (await spread([KEY], [seenAt(KEY, ABSENT), observed(KEY.name, "TXT", text)], { [KEY.name]: [answer] }))
        .spread;
    expect(await key(here, there)).toEqual([["CNAME", "cached-elsewhere", 300]]);
    expect(await key(held("p=x", "p=y"), held("p=y", "p=x"))).toEqual([["CNAME", "everywhere", undefined]]);
    expect(await key(held("p=x"), held("p=y"))).toEqual([["CNAME", "cached-elsewhere", 300]]);
  });

  it("is compared with nothing, if no server's texts are known", async () => {
    const { spread: found } = await spread([KEY], [seenAt(KEY, ABSENT)], { [KEY.name]: [held("p=x")] });
    expect(found).toEqual([["CNAME", "cached-elsewhere", 300]]);
  });

  it("leaves the others as they are", async () => {
    const other = { ...SPF, name: `x.${D}` };
    const context = contextOf([SPF, other], [seenAt(SPF, held(LINE)), seenAt(other, held(OLD))]);
    const [first, second] = context.examined;
    const examined = [first, second].flatMap((one) => one ?? []);
    const given = examined.map((one, index) => (index === 0 ? { ...one, ...late } : one));
    const after = await spreadLate({ ...context, examined: given }, sessionKnowing([]));
    expect(after.examined[1]).toEqual(second);
    expect(after.examined[0]?.propagation).toBe("unknown");
  });
});
