import { describe, expect, it } from "vitest";
import { enteredAsOtherType, isServedByValue, keyPasted } from "#core/diagnosis/detectors/dkim";
import type { ExpectedRecord } from "#core/diagnosis/model/subject";
import type { Observation } from "#core/dns/observation";
import { ABSENT, D, failed, held, NS1, observed } from "../observed.ts";
import {
  added,
  contextOf,
  evidenceOf,
  examinedIn,
  KEY,
  KEY2,
  SPF,
  seenAt,
  shows,
} from "./observed-context.ts";
import { blockingOn, removed } from "./whole-finding.ts";

const [TARGET = ""] = KEY.values;
const TEXT = { name: KEY.name, type: "TXT" } as const;
const PUBLIC_KEY = "v=DKIM1; k=rsa; p=MIGf";
const textAt = (...values: readonly string[]) => observed(KEY.name, "TXT", held(...values));

describe("a CNAME was entered as TXT", () => {
  const detect = (known: readonly Observation[], record: ExpectedRecord = KEY) => {
    const context = contextOf([record], [...known, seenAt(record, ABSENT)]);
    return enteredAsOtherType(examinedIn(context), context);
  };

  it("and replaces all texts at its name", () => {
    expect(detect([textAt("a=b", TARGET)])).toEqual(
      blockingOn(KEY, "TXT_INSTEAD_OF_CNAME", {
        seen: ["a=b", TARGET],
        cause: { key: "finding.txt-instead-of-cname", values: { name: KEY.name } },
        edits: [
          removed(TEXT, "a=b", "cname-stands-alone"),
          removed(TEXT, TARGET, "cname-stands-alone"),
          added(KEY, "wrong-type"),
        ],
        evidence: [evidenceOf(TEXT, shows("a=b", TARGET))],
      }),
    );
  });

  it.each([
    ["with spaces around it", ` ${TARGET} `, true],
    ["with a final dot", `${TARGET}.`, true],
    ["with both", `\t${TARGET}. `, true],
    ["in capitals", TARGET.toUpperCase(), true],
    ["with two final dots", `${TARGET}..`, false],
    ["but as another name", `x${TARGET}`, false],
    ["but with more text", `${TARGET} CNAME`, false],
  ])("%s", (_, text, isFound) => {
    expect(detect([textAt(text)])?.code).toBe(isFound ? "TXT_INSTEAD_OF_CNAME" : undefined);
  });

  it("but not without a text", () => {
    expect(detect([textAt()])).toBeUndefined();
    expect(detect([observed(KEY.name, "TXT", failed())])).toBeUndefined();
    expect(detect([])).toBeUndefined();
  });

  it("but a text that must be a text is none", () => {
    expect(detect([seenAt(SPF, held(...SPF.values))], SPF)).toBeUndefined();
  });
});

describe("a CNAME was entered as NS", () => {
  const servers = [TARGET, "t1.dkim.other.example"];
  const context = contextOf([KEY], [seenAt(KEY, failed(), { zone: KEY.name, nameServers: servers })]);
  const NS = { name: KEY.name, type: "NS" } as const;

  it("so the delegation is replaced, in the zone above", () => {
    expect(enteredAsOtherType(examinedIn(context), context)).toEqual(
      blockingOn(KEY, "NS_INSTEAD_OF_CNAME", {
        seen: servers,
        cause: { key: "finding.ns-instead-of-cname", values: { name: KEY.name } },
        edits: [...servers.map((value) => removed(NS, value, "wrong-type")), added(KEY, "current-key")],
        after: { waitFor: "name-servers" },
        evidence: [evidenceOf(KEY, { kind: "unknown", reason: "timeout" })],
      }),
    );
  });

  it.each<[boolean, string, string, readonly string[]]>([
    [true, "the value serves the name", KEY.name, [TARGET]],
    [true, "the value and another server serve the name", KEY.name, [NS1, TARGET]],
    [true, "the panel appended the zone to it", KEY.name, [`${TARGET}.${D}`]],
    [false, "another server does", KEY.name, [NS1]],
    [false, "a server below the value does", KEY.name, [`ns.${TARGET}`]],
    [false, "no server does", KEY.name, []],
    [false, "the value serves the whole domain", D, [TARGET]],
  ])("%s: %s", (expected, _, zone, nameServers) => {
    const one = contextOf([KEY], [seenAt(KEY, ABSENT, { zone, nameServers })]);
    expect(isServedByValue(examinedIn(one))).toBe(expected);
    expect(enteredAsOtherType(examinedIn(one), one)?.code).toBe(expected ? "NS_INSTEAD_OF_CNAME" : undefined);
  });

  it("without a value, only a server with the record's own name counts", () => {
    const none = { ...KEY, values: [] };
    const servedBy = (server: string) =>
      isServedByValue(
        examinedIn(contextOf([none], [seenAt(none, ABSENT, { zone: KEY.name, nameServers: [server] })])),
      );
    expect([servedBy(NS1), servedBy(KEY.name)]).toEqual([false, true]);
  });

  it("but a server of the zone of another type's record is right", () => {
    const record = { ...SPF, values: [NS1] };
    const of = contextOf([record], [seenAt(record, ABSENT, { zone: record.name })]);
    expect(enteredAsOtherType(examinedIn(of), of)).toBeUndefined();
  });
});

describe("a key was pasted where the CNAME must be", () => {
  const detect = (known: readonly Observation[], record: ExpectedRecord = KEY) => {
    const context = contextOf([record], known);
    return keyPasted(examinedIn(context), context);
  };

  it("and is replaced by it", () => {
    expect(detect([seenAt(KEY, ABSENT), textAt("a=b", PUBLIC_KEY)])).toEqual(
      blockingOn(KEY, "DKIM_KEY_PASTED", {
        seen: [PUBLIC_KEY],
        cause: { key: "finding.dkim-key-pasted", values: { name: KEY.name } },
        edits: [
          removed(TEXT, "a=b", "cname-stands-alone"),
          removed(TEXT, PUBLIC_KEY, "cname-stands-alone"),
          added(KEY, "current-key"),
        ],
        evidence: [evidenceOf(TEXT, shows("a=b", PUBLIC_KEY))],
      }),
    );
  });

  it("but not if there is none", () => {
    expect(detect([seenAt(KEY, ABSENT)])).toBeUndefined();
    expect(detect([seenAt(KEY, ABSENT), textAt("a=b", "v=DMARC1; p=none")])).toBeUndefined();
    expect(detect([seenAt(KEY, ABSENT), observed(KEY2.name, "TXT", held(PUBLIC_KEY))])).toBeUndefined();
  });

  it("but not if there is a CNAME as well", () => {
    expect(detect([seenAt(KEY, held("x.example")), textAt(PUBLIC_KEY)])).toBeUndefined();
  });

  it("but not if the record itself is a text", () => {
    const record: ExpectedRecord = { ...KEY, type: "TXT", values: ["p=abc"] };
    expect(detect([textAt(PUBLIC_KEY)], record)).toBeUndefined();
  });
});
