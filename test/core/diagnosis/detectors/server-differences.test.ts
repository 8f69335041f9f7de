import { describe, expect, it } from "vitest";
import { serversDisagree, twoDnsHosts } from "#core/diagnosis/detectors/server-differences";
import type { Finding } from "#core/diagnosis/model/finding";
import type { ExpectedRecord, Subject } from "#core/diagnosis/model/subject";
import type { DnsAnswer, Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held, NOW } from "../observed.ts";
import {
  concerned,
  contextOf,
  evidenceOf,
  examinedIn,
  KEY,
  KEY2,
  listed,
  SHOWS_NONE,
  seenAt,
  shows,
} from "./observed-context.ts";

const MINUTE = 60_000;
const [CF1, CF2] = ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"];
const [GD1, GD2] = ["ns1.domaincontrol.com", "ns2.domaincontrol.com"];
const right = ({ values }: ExpectedRecord) => held(...values);
const wrong = (value: string) => held(`${value}.x.example`);
/** The answers of the servers of two hosts, in the order CF1, CF2, GD1, GD2. */
const four = (one: DnsAnswer, two: DnsAnswer, three: DnsAnswer, last: DnsAnswer) => ({
  [CF1]: one,
  [CF2]: two,
  [GD1]: three,
  [GD2]: last,
});
const split = (record: ExpectedRecord, more: Partial<Observation> = {}) =>
  seenAt(record, four(right(record), right(record), ABSENT, ABSENT), more);
const since = (ms: number): Partial<Subject> => ({ remembered: { right: [], disagreeingSince: NOW - ms } });
const brief = ({ code, records, expected }: Finding) => ({
  code,
  names: records.map(({ name }) => name),
  expected,
});

describe("a zone is at two DNS hosts", () => {
  it("of which one lacks the records", () => {
    const context = contextOf([KEY, KEY2], [split(KEY), split(KEY2)]);
    expect(twoDnsHosts(context)).toEqual([
      {
        code: "TWO_DNS_HOSTS",
        severity: "blocking",
        record: null,
        records: [concerned(KEY), concerned(KEY2)],
        seen: [CF1, CF2, GD1, GD2],
        expected: [...KEY.values, ...KEY2.values],
        cause: {
          key: "finding.two-dns-hosts",
          values: {
            zone: D,
            types: ["CNAME"],
            names: [KEY.name, KEY2.name],
            having: ["Cloudflare"],
            lacking: ["GoDaddy"],
            right: [CF1, CF2],
            behind: [GD1, GD2],
          },
        },
        details: [],
        whoActs: { key: "finding.actor.registrar", values: { zone: D } },
        notes: [
          { key: "finding.note.remove-from-registrar", values: { zone: D, behind: [GD1, GD2] } },
          { key: "finding.note.or-add-there-too", values: { zone: D, lacking: ["GoDaddy"] } },
        ],
        actor: "registrar",
        edits: [],
        evidence: [
          evidenceOf(KEY, shows(...KEY.values), CF1),
          evidenceOf(KEY, SHOWS_NONE, GD1),
          evidenceOf(KEY2, shows(...KEY2.values), CF1),
          evidenceOf(KEY2, SHOWS_NONE, GD1),
        ],
      },
    ]);
  });

  it("and leaves the one, at the registrar and in its own list, as far as they name it", () => {
    const edits = (above: readonly string[], own: readonly string[]) =>
      twoDnsHosts(contextOf([KEY], [listed(above, own), split(KEY)])).map((one) =>
        one.edits.map(({ action, zone, hostInZone, value, because }) => [
          action,
          zone,
          hostInZone,
          value,
          because,
        ]),
      );
    const because = "lacks-the-records";
    expect(edits([CF1, GD1], [CF1, GD1, GD2])).toEqual([
      [
        ["add", "example", "stones", CF2, "zone-lists-it"],
        ["remove", "example", "stones", GD1, because],
        ["remove", D, "@", GD1, because],
        ["remove", D, "@", GD2, because],
      ],
    ]);
    expect(edits([CF1, CF2, GD2], [CF1, CF2])).toEqual([[["remove", "example", "stones", GD2, because]]]);
    expect(edits([CF1, CF2], [GD1])).toEqual([[["remove", D, "@", GD1, because]]]);
  });

  it("with notes that do not repeat its edits", () => {
    const [finding] = twoDnsHosts(contextOf([KEY], [listed([CF1, GD1], [CF1]), split(KEY)]));
    expect(finding?.notes.map(({ key }) => key)).toEqual(["finding.note.or-add-there-too"]);
  });

  it.each([
    ["the domains of unknown servers", "ns1.a.example", "ns1.b.example", ["a.example"], ["b.example"]],
    ["names that are no one's domain", "github.io", "gitlab.io", ["github.io"], ["gitlab.io"]],
  ])("which are told by %s", (_, one, other, having, lacking) => {
    const context = contextOf([KEY], [seenAt(KEY, { [one]: right(KEY), [other]: ABSENT })]);
    expect(twoDnsHosts(context)).toMatchObject([{ cause: { values: { having, lacking } } }]);
  });

  it("and each group of servers that lacks records is told once, in each zone", () => {
    const zone = `deep.${D}`;
    const deep = { ...KEY, name: `t1._domainkey.${zone}` };
    const third = { ...KEY, name: `t3._domainkey.${D}` };
    const one = seenAt(third, four(right(third), right(third), right(third), ABSENT));
    const partly = { ...KEY, name: `t4._domainkey.${D}` };
    const known = seenAt(partly, four(right(partly), right(partly), failed(), ABSENT));
    const context = contextOf(
      [KEY, deep, KEY2, third, partly],
      [split(KEY), split(deep, { zone }), split(KEY2), one, known],
    );
    expect(twoDnsHosts(context).map(brief)).toEqual([
      { code: "TWO_DNS_HOSTS", names: [KEY.name, KEY2.name], expected: [...KEY.values, ...KEY2.values] },
      { code: "TWO_DNS_HOSTS", names: [deep.name], expected: deep.values },
      { code: "TWO_DNS_HOSTS", names: [partly.name], expected: partly.values },
    ]);
  });

  it.each<[string, Readonly<Record<string, DnsAnswer>>]>([
    ["if no server has the record", four(ABSENT, ABSENT, wrong("a"), wrong("a"))],
    ["if all have it", four(right(KEY), right(KEY), right(KEY), right(KEY))],
    ["if servers of one host differ", four(right(KEY), ABSENT, ABSENT, ABSENT)],
    ["if the others do not answer", four(right(KEY), right(KEY), failed(), failed())],
  ])("is not told %s", (_, said) => {
    expect(twoDnsHosts(contextOf([KEY], [seenAt(KEY, said)]))).toEqual([]);
  });
});

describe("fifteen minutes after the first sight", () => {
  const at = (more: Partial<Subject>) => contextOf([KEY], [split(KEY)], more);
  it.each<[string, Partial<Subject>, boolean]>([
    ["less is too soon", since(15 * MINUTE - 1), true],
    ["the time is over", since(15 * MINUTE), false],
    ["a first sight now is too soon", { remembered: { right: [] } }, true],
    ["a single check tells at once", {}, false],
  ])("%s", (_, more, isSettling) => {
    const context = at(more);
    expect(twoDnsHosts(context)).toHaveLength(isSettling ? 0 : 1);
    expect(serversDisagree(examinedIn(context), context)?.code).toBe(
      isSettling ? "NAME_SERVERS_NOT_IN_STEP" : undefined,
    );
  });

  it("the wait ends", () => {
    const until = (more: Partial<Subject>) => {
      const context = at(more);
      return serversDisagree(examinedIn(context), context)?.after;
    };
    expect(until({ remembered: { right: [] } })).toEqual({
      waitFor: "name-servers",
      until: NOW + 15 * MINUTE,
    });
    expect(until(since(5 * MINUTE))).toEqual({ waitFor: "name-servers", until: NOW + 10 * MINUTE });
  });
});
