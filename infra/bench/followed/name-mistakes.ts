import { ofMailFrom } from "./mail-from-mistakes.ts";
import type { Mistake } from "./mistake.ts";
import type { PanelRecord } from "./panel.ts";
import { REGION } from "./patient.ts";
import { drop, put, set } from "./zone-edits.ts";

const FEEDBACK = `feedback-smtp.${REGION}.amazonses.com`;

/** Mistakes with the names of records, or with the request. */
export const NAME_MISTAKES: readonly Mistake[] = [
  ofMailFrom("MAIL FROM a left-over CNAME", ["mx", "spf"], (p, at) => {
    drop(p, at);
    put(p, { name: at, type: "CNAME", value: "crm.example.net" });
  }),
  ofMailFrom(
    "MAIL FROM a CNAME in use",
    ["mx", "spf"],
    (p, at) => {
      drop(p, at);
      put(p, { name: at, type: "CNAME", value: "crm.example.net" });
      p.inUse.add(at);
    },
    2,
  ),
  ofMailFrom("MAIL FROM a CNAME to the domain itself", ["mx", "spf"], (p, at) => {
    drop(p, at);
    put(p, { name: at, type: "CNAME", value: p.zone.name });
  }),
  ofMailFrom("MX entered as CNAME", ["mx", "spf"], (p, at) => {
    drop(p, at);
    put(p, { name: at, type: "CNAME", value: FEEDBACK });
  }),
  ofMailFrom(
    "MAIL FROM taken, in use",
    ["mx", "spf"],
    (p, at) => {
      set(p, at, "MX", "10 mx.example.net");
      set(p, at, "TXT", "v=spf1 include:_spf.google.com ~all");
      p.inUse.add(at);
    },
    2,
  ),
  ofMailFrom("MAIL FROM taken, left over", ["mx", "spf"], (p, at) => {
    set(p, at, "MX", "10 mx.example.net");
    set(p, at, "TXT", "v=spf1 include:_spf.google.com ~all");
  }),
  ofMailFrom(
    "MAIL FROM delegated to silence",
    ["mx", "spf"],
    (p, at) => {
      drop(p, at);
      put(p, { name: at, type: "NS", value: "ns1.gone.example" });
    },
    3,
  ),
  ofMailFrom("MAIL FROM a zone of its own", ["mx", "spf", "zones"], (p, at) => {
    drop(p, at);
    put(p, { name: at, type: "NS", value: "ns1.other-host.example" });
    const records = [{ name: at, type: "NS", value: "ns1.other-host.example" }];
    (p.zones as Map<string, { name: string; records: readonly PanelRecord[] }>).set(at, {
      name: at,
      records,
    });
  }),
  ofMailFrom(
    "MAIL FROM outside the domain",
    ["mx", "spf", "subject"],
    (p) => {
      const records = p.subject.records.map((one) =>
        one.purpose.startsWith("mail-from") ? { ...one, name: p.subject.domain } : one,
      );
      p.subject = { ...p.subject, mailFrom: p.subject.domain, records };
    },
    2,
  ),
  ofMailFrom(
    "a DNAME for the domain",
    ["mx", "spf", "dkim0", "dkim1", "dmarc", "root-mx", "wildcard"],
    (p) => {
      const { domain } = p.subject;
      p.zone.records = p.zone.records.filter(
        ({ name, type }) => !name.endsWith(`.${domain}`) || type === "A",
      );
      put(p, { name: `_domainkey.${domain}`, type: "DNAME", value: "keys.example.net" });
      p.dmarcFloor = "none";
    },
    4,
  ),
  {
    name: "from address outside",
    parts: ["from"],
    make: (p) => {
      p.subject = { ...p.subject, fromAddresses: ["ceo@elsewhere.example"] };
    },
  },
];
