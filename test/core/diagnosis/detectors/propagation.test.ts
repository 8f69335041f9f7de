import { describe, expect, it } from "vitest";
import { cached } from "#core/diagnosis/detectors/propagation";
import type { DnsAnswer } from "#core/dns/observation";
import { ABSENT, failed, held, NOW } from "../observed.ts";
import { contextOf, evidenceOf, examinedIn, KEY, SHOWS_NONE, seenAt, shows } from "./observed-context.ts";
import { blockingOn } from "./whole-finding.ts";

const RIGHT = held(...KEY.values);
const RESOLVER = { server: "1.1.1.1", address: "1.1.1.1" };
const examinedWith = (answer: DnsAnswer, recursive: readonly DnsAnswer[]) => {
  const known = seenAt(KEY, answer, { recursive: recursive.map((said) => ({ ...RESOLVER, answer: said })) });
  const context = contextOf([KEY], [known]);
  return { examined: examinedIn(context), context };
};
const detect = (answer: DnsAnswer, ...recursive: readonly DnsAnswer[]) => {
  const { examined, context } = examinedWith(answer, recursive);
  return cached(examined, context);
};

describe("a right record is not at every resolver yet", () => {
  it("until the last of them drops its old answer", () => {
    const until = NOW + 60_000;
    const before = evidenceOf(KEY, SHOWS_NONE, RESOLVER.server);
    expect(detect(RIGHT, ABSENT, RIGHT)).toEqual(
      blockingOn(KEY, "PUBLISHED_BUT_CACHED", {
        severity: "advice",
        seen: KEY.values,
        cause: {
          key: "finding.published-but-cached",
          values: { type: "CNAME", name: KEY.name, until },
        },
        actor: "time",
        whoActs: { key: "finding.actor.time", values: {} },
        edits: [],
        after: { waitFor: "resolver-caches", until },
        evidence: [
          evidenceOf(KEY, shows(...KEY.values)),
          { ...before, address: RESOLVER.address, dig: `dig @1.1.1.1 ${KEY.name} CNAME` },
          {
            ...evidenceOf(KEY, shows(...KEY.values), RESOLVER.server),
            address: RESOLVER.address,
            dig: `dig @1.1.1.1 ${KEY.name} CNAME`,
          },
        ],
      }),
    );
  });

  it.each<[string, DnsAnswer, readonly DnsAnswer[]]>([
    ["every resolver has it", RIGHT, [RIGHT]],
    ["no resolver answers", RIGHT, [failed()]],
    ["no resolver was asked", RIGHT, []],
    ["the record is wrong", held("x.example"), [ABSENT]],
    ["the record is missing", ABSENT, [RIGHT]],
  ])("but not if %s", (_, answer, recursive) => {
    expect(detect(answer, ...recursive)).toBeUndefined();
  });

  it("but only with a known time, of a right record that is cached", () => {
    const { examined, context } = examinedWith(RIGHT, [ABSENT]);
    const { cachedUntilSeconds, ...without } = examined;
    expect(cachedUntilSeconds).toBe(60);
    expect(cached(without, context)).toBeUndefined();
    expect(cached({ ...examined, state: "wrong" }, context)).toBeUndefined();
    expect(cached({ ...examined, propagation: "everywhere" }, context)).toBeUndefined();
    expect(cached({ ...examined, cachedUntilSeconds: 0 }, context)?.after).toEqual({
      waitFor: "resolver-caches",
      until: NOW,
    });
  });
});
