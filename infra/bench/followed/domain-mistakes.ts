import type { Mistake } from "./mistake.ts";
import { type Patient, SES_LINE } from "./patient.ts";
import { drop, put, set } from "./zone-edits.ts";

const dmarc = (name: string, policy: Patient["dmarcFloor"], ...values: readonly string[]): Mistake => ({
  name: `DMARC ${name}`,
  parts: ["dmarc"],
  make(p) {
    set(p, `_dmarc.${p.subject.domain}`, "TXT", ...values);
    p.dmarcFloor = policy;
  },
});

/** Mistakes with the DMARC record. */
export const DMARC_MISTAKES: readonly Mistake[] = [
  dmarc("missing", "none"),
  dmarc("twice", "reject", "v=DMARC1; p=none", "v=DMARC1; p=reject; rua=mailto:d@example.net"),
  dmarc("with backslashes", "reject", "v=DMARC1\\; p=reject\\; rua=mailto:d@example.net"),
  dmarc("with a share out of range", "reject", "v=DMARC1; p=reject; pct=150; rua=mailto:d@example.net"),
  dmarc("with its version reversed", "quarantine", "v=DMARCv1; p=quarantine"),
  dmarc("with a tag twice", "reject", "v=DMARC1; p=none; p=reject"),
  dmarc("without its policy", "none", "v=DMARC1; rua=mailto:d@example.net"),
  dmarc("with a policy misspelt", "quarantine", "v=DMARC1; p=quarantaine"),
  dmarc("in quotes", "reject", '"v=DMARC1; p=reject"'),
  dmarc("without semicolons", "reject", "v=DMARC1 p=reject"),
  {
    name: "DMARC beside a CNAME",
    parts: ["dmarc"],
    make: (p) => put(p, { name: `_dmarc.${p.subject.domain}`, type: "CNAME", value: "gone.example.net" }),
  },
  {
    name: "DMARC by a CNAME that leads nowhere",
    parts: ["dmarc"],
    make(p) {
      drop(p, `_dmarc.${p.subject.domain}`);
      put(p, { name: `_dmarc.${p.subject.domain}`, type: "CNAME", value: "gone.example.net" });
      p.dmarcFloor = "none";
    },
  },
  {
    name: "DMARC at the domain",
    parts: ["dmarc"],
    make(p) {
      drop(p, `_dmarc.${p.subject.domain}`);
      put(p, { name: p.subject.domain, type: "TXT", value: "v=DMARC1; p=reject" });
      p.dmarcFloor = "reject";
    },
  },
  {
    name: "DMARC doubled",
    parts: ["dmarc"],
    make(p) {
      drop(p, `_dmarc.${p.subject.domain}`);
      put(p, { name: `_dmarc.${p.subject.domain}.${p.zone.name}`, type: "TXT", value: "v=DMARC1; p=reject" });
      p.dmarcFloor = "reject";
    },
  },
];

/** Both records are the company's own, so the senders of both must continue to pass. */
function addSender({ senders, zone }: Patient, term: string): void {
  senders.set(zone.name, [...(senders.get(zone.name) ?? []), term]);
}

/** Adds servers of a former DNS host to the registrar's list. */
function listFormer(p: Patient, ...servers: readonly string[]): void {
  const registry = p.zones.get("example");
  const records = servers.map((value) => ({ name: p.zone.name, type: "NS", value }));
  if (registry !== undefined) registry.records = [...registry.records, ...records];
}

/** Mistakes by which the registrar lists other servers than the zone itself. */
const DELEGATION_MISTAKES: readonly Mistake[] = [
  {
    name: "a former server at the registrar that refuses",
    parts: ["servers"],
    make(p) {
      listFormer(p, "ns1.former-host.net");
      p.deviations = [true, false].map((below) => ({
        server: 2,
        name: p.zone.name,
        below,
        fails: "refused",
      }));
    },
  },
  {
    name: "a former host at the registrar without the records",
    parts: ["servers"],
    make(p) {
      listFormer(p, "ns1.former-host.net", "ns2.former-host.net");
      p.deviations = [2, 3].flatMap((server) =>
        p.subject.records.map(({ name, type }) => ({
          ...{ server, name, below: false },
          holds: { type, values: [] },
        })),
      );
    },
  },
  {
    name: "a former host at the registrar that answers alike",
    parts: ["servers"],
    make: (p) => listFormer(p, "ns1.former-host.net"),
  },
  {
    name: "a server that the registrar does not list",
    parts: ["servers"],
    make: (p) => put(p, { name: p.zone.name, type: "NS", value: `ns3.${p.zone.name}` }),
  },
  {
    name: "a zone that lists one of its servers",
    parts: ["servers"],
    make(p) {
      p.zone.records = p.zone.records.filter(({ value }) => value !== `ns2.${p.zone.name}`);
    },
  },
];

/** Mistakes at the domain itself, and problems of its name servers. */
export const ROOT_MISTAKES: readonly Mistake[] = [
  {
    name: "two SPF lines at the domain",
    parts: ["root-spf"],
    make(p) {
      put(p, { name: p.zone.name, type: "TXT", value: "v=spf1 include:sender.example.net ~all" });
      addSender(p, "include:sender.example.net");
    },
  },
  {
    name: "two SPF lines at the domain, one redirects",
    parts: ["root-spf", "subject"],
    make(p) {
      put(p, { name: p.zone.name, type: "TXT", value: "v=spf1 redirect=sender.example.net" });
      addSender(p, "include:sender.example.net");
    },
  },
  {
    name: "SPF of the domain replaced",
    parts: ["root-spf", "snapshot"],
    make(p) {
      const earlier =
        p.zone.records.find(({ value }) => value.startsWith("v=spf1 include:_spf"))?.value ?? "";
      p.subject = { ...p.subject, snapshot: { at: 0, mx: [], spf: [earlier], nameServers: [] } };
      p.zone.records = p.zone.records.map((one) =>
        one.value === earlier ? { ...one, value: SES_LINE } : one,
      );
    },
  },
  {
    name: "MX of the domain replaced",
    parts: ["root-mx", "snapshot"],
    make(p) {
      const mx = [`10 mx1.${p.zone.name}`];
      p.subject = { ...p.subject, snapshot: { at: 0, mx, spf: [], nameServers: [] } };
      set(p, p.zone.name, "MX", "10 mx.example.net");
    },
  },
  {
    name: "a server that lacks the MX",
    parts: ["mx", "servers"],
    make(p) {
      const holds = { type: "MX", values: [] };
      p.deviations = [{ server: 1, name: p.subject.mailFrom ?? "", below: false, holds }];
    },
  },
  ...DELEGATION_MISTAKES,
  {
    name: "a silent server",
    parts: ["servers"],
    make(p) {
      p.deviations = [{ server: 1, name: p.zone.name, below: true, fails: "timeout" }];
    },
  },
];
