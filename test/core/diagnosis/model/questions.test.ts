import { expect, it } from "vitest";
import { gather } from "#core/diagnosis/model/answers";
import {
  firstQuestions,
  hasMailRecords,
  misplacedDmarcNames,
  targetQuestions,
  wildcardName,
} from "#core/diagnosis/model/questions";
import type { ExpectedRecord, Subject } from "#core/diagnosis/model/subject";
import type { Question } from "#core/dns/observation";
import { contextOf, examinedOf, held, observationOf, recordOf } from "./model-fixture.ts";

/** Returns questions in short: type, name and which server to ask. */
const short = (questions: readonly Question[]) =>
  questions.map(({ type, name, through = "all" }) => `${type} ${name} ${through}`);

const subjectOf = (records: readonly ExpectedRecord[], said: Partial<Subject> = {}): Subject => ({
  domain: "example.com",
  records,
  ...said,
});

const DKIM = recordOf({
  purpose: "dkim",
  type: "CNAME",
  name: "t._domainkey.example.com",
  values: ["t.dkim.example"],
});
const MX = recordOf({ purpose: "mail-from-mx", type: "MX", name: "m.example.com", values: ["f.example"] });
const SPF = recordOf({ purpose: "mail-from-spf", name: "m.example.com", values: ["v=spf1 -all"] });

it("asks at first for the records, the domain's own ones, DMARC, MAIL FROM and Amazon's SPF record", () => {
  const subject = subjectOf([DKIM, MX, SPF], { mailFrom: "m.example.com" });
  expect(short(firstQuestions(subject, "example.com"))).toEqual([
    "CNAME t._domainkey.example.com all",
    "MX m.example.com all",
    "TXT m.example.com all",
    "MX example.com one-server",
    "TXT example.com one-server",
    "TXT _dmarc.example.com one-server",
    "TXT _dmarc.com resolver",
    "CNAME _dmarc.example.com one-server",
    "CNAME m.example.com one-server",
    "TXT amazonses.com resolver",
  ]);
});

it("asks for a subdomain also at the registrable domain, and there once", () => {
  expect(short(firstQuestions(subjectOf([DKIM], { domain: "a.example.co.uk" }), "example.co.uk"))).toEqual([
    "CNAME t._domainkey.example.com all",
    "MX a.example.co.uk one-server",
    "TXT a.example.co.uk one-server",
    "MX example.co.uk one-server",
    "TXT example.co.uk one-server",
    "TXT _dmarc.a.example.co.uk one-server",
    "TXT _dmarc.example.co.uk one-server",
    "TXT _dmarc.co.uk resolver",
    "TXT _dmarc.uk resolver",
    "CNAME _dmarc.a.example.co.uk one-server",
    "CNAME _dmarc.example.co.uk one-server",
  ]);
});

it("asks for DMARC from the domain up, and above it only at a resolver", () => {
  const domain = "a.b.c.d.e.f.g.h.example.com";
  const questions = short(firstQuestions(subjectOf([DKIM], { domain }), "g.h.example.com"));
  expect(questions.filter((one) => one.startsWith("TXT _dmarc."))).toEqual([
    "TXT _dmarc.a.b.c.d.e.f.g.h.example.com one-server",
    "TXT _dmarc.d.e.f.g.h.example.com one-server",
    "TXT _dmarc.e.f.g.h.example.com one-server",
    "TXT _dmarc.f.g.h.example.com one-server",
    "TXT _dmarc.g.h.example.com one-server",
    "TXT _dmarc.h.example.com resolver",
    "TXT _dmarc.example.com resolver",
    "TXT _dmarc.com resolver",
  ]);
});

it("asks for DMARC at a registrable domain that the tree walk leaves out", () => {
  const subject = subjectOf([DKIM], { domain: "a.b.c.d.e.f.g.h.example" });
  const questions = firstQuestions(subject, "b.c.d.e.f.g.h.example");
  expect(short(questions)).toContain("TXT _dmarc.b.c.d.e.f.g.h.example one-server");
});

it("asks for no DMARC and no mail if all records are for something else", () => {
  expect(short(firstQuestions(subjectOf([recordOf()]), "example.com"))).toEqual([
    "TXT a.example.com all",
    "MX example.com one-server",
    "TXT example.com one-server",
  ]);
});

it("asks resolvers for a record only if the name servers hold the right one", () => {
  const [first] = firstQuestions(subjectOf([DKIM]), "example.com");
  expect(first?.isRight?.(["t.dkim.example"])).toBe(true);
  expect(first?.isRight?.(["other.example"])).toBe(false);
});

it.each([
  [["dkim"], true],
  [["other", "mail-from-mx"], true],
  [["other", "other"], false],
  [[], false],
] as const)("sees whether the records %j are for mail: %s", (purposes, areMail) => {
  const records = purposes.map((purpose) => recordOf({ purpose }));
  expect(hasMailRecords(subjectOf(records))).toBe(areMail);
});

it.each([
  [
    "example.com",
    "example.com",
    ["example.com", "_dmarc.example.com.example.com", "_dmarc.example.example.com", "dmarc.example.com"],
  ],
  [
    "a.example.com",
    "example.com",
    [
      "a.example.com",
      "example.com",
      "_dmarc.a.example.com.a.example.com",
      "_dmarc.a.a.example.com",
      "_dmarc.a.example.com.example.com",
      "_dmarc.example.example.com",
      "dmarc.a.example.com",
    ],
  ],
  [
    "example.example.com",
    "example.com",
    [
      "example.example.com",
      "example.com",
      "_dmarc.example.example.com.example.example.com",
      "_dmarc.example.example.example.com",
      "_dmarc.example.example.com.example.com",
      "dmarc.example.example.com",
    ],
  ],
])("seeks a misplaced DMARC record of %s in %s", (domain, registrable, names) => {
  expect(misplacedDmarcNames(subjectOf([], { domain }), registrable)).toEqual(names);
});

it.each([
  ["a.b.example.com", "b.example.com"],
  ["b.example.com", "example.com"],
  ["example.com", "example.com"],
  ["a.other.example", "a.other.example"],
])("probes for a wildcard beside %s with an unlikely name in %s", (name, parent) => {
  const probed = wildcardName(name, "example.com");
  expect(probed).toMatch(/^nobody-[0-9a-z]+\./);
  expect(probed.slice(probed.indexOf(".") + 1)).toBe(parent);
});

it("asks for the targets of CNAMEs that keys or addresses replace", () => {
  const [one, two] = [
    examinedOf({ type: "CNAME", name: "a.example.com", values: ["v.example", "w.example"] }),
    examinedOf({ type: "CNAME", name: "b.example.com", values: ["x.example"] }),
  ];
  const text = examinedOf({ type: "TXT", name: "c.example.com" });
  const second = gather([
    held("a.example.com", "TXT", "key"),
    held("a.example.com", "A", "192.0.2.1"),
    held("b.example.com", "A", "192.0.2.1"),
    held("c.example.com", "TXT", "text"),
    observationOf("b.example.com", "TXT"),
  ]);
  expect(targetQuestions(contextOf([], { examined: [one, two, text] }), second)).toEqual([
    { name: "v.example", type: "TXT", through: "resolver" },
    { name: "w.example", type: "TXT", through: "resolver" },
    { name: "v.example", type: "A", through: "resolver" },
    { name: "w.example", type: "A", through: "resolver" },
    { name: "x.example", type: "A", through: "resolver" },
  ]);
  expect(targetQuestions(contextOf([], { examined: [one] }), gather([]))).toEqual([]);
});
