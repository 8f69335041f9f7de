import type { PanelRecord } from "./panel.ts";
import { type Patient, REGION, SES_LINE } from "./patient.ts";

/** A mistake as people make it. Two stand together unless they share a part. */
export interface Mistake {
  readonly name: string;
  /** The records that it is about. */
  readonly parts: readonly string[];
  make(patient: Patient): void;
  /** How many causes it stacks upon each other; one, unless given. */
  readonly causes?: number;
}

const FEEDBACK = `feedback-smtp.${REGION}.amazonses.com`;
const OTHER_TOKEN = "q7wz3cy5nkdbm2xvtr6jhp4goflaesiu";

function drop({ zone }: Patient, name: string, type?: string): void {
  zone.records = zone.records.filter((one) => one.name !== name || (type ?? one.type) !== one.type);
}

function put({ zone }: Patient, ...records: readonly PanelRecord[]): void {
  zone.records = [...zone.records, ...records];
}

function set(patient: Patient, name: string, type: string, ...values: readonly string[]): void {
  drop(patient, name, type);
  put(patient, ...values.map((value) => ({ name, type, value })));
}

interface Key {
  readonly token: string;
  readonly name: string;
  readonly value: string;
}

/** A mistake with one of the three keys; the first may have another mistake than the second. */
function ofKey(index: number, name: string, make: (patient: Patient, key: Key) => void): Mistake {
  return {
    name: `${name} (${index + 1})`,
    parts: [`dkim${index}`],
    make(patient) {
      const token = patient.tokens[index] ?? "";
      const key = {
        token,
        name: `${token}._domainkey.${patient.subject.domain}`,
        value: `${token}.dkim.amazonses.com`,
      };
      drop(patient, key.name);
      make(patient, key);
    },
  };
}

const KEY_MISTAKES: readonly (readonly [string, (patient: Patient, key: Key) => void])[] = [
  ["missing", () => undefined],
  ["doubled", (p, { name, value }) => put(p, { name: `${name}.${p.zone.name}`, type: "CNAME", value })],
  [
    "doubled and cut",
    (p, { name, value }) =>
      put(p, { name: `${name}.${p.subject.domain}`, type: "CNAME", value: `${value}.${p.zone.name}` }),
  ],
  [
    "no underscore",
    (p, { token, value }) => put(p, { name: `${token}.domainkey.${p.subject.domain}`, type: "CNAME", value }),
  ],
  [
    "no _domainkey",
    (p, { token, value }) => put(p, { name: `${token}.${p.subject.domain}`, type: "CNAME", value }),
  ],
  ["text", (p, { name, value }) => put(p, { name, type: "TXT", value })],
  [
    "text and another",
    (p, { name, value }) => put(p, { name, type: "TXT", value }, { name, type: "TXT", value: "x=1" }),
  ],
  ["only another text", (p, { name }) => put(p, { name, type: "TXT", value: "hello" })],
  ["pasted key", (p, { name }) => put(p, { name, type: "TXT", value: "v=DKIM1; k=rsa; p=MIGfMA0G" })],
  [
    "pasted key and doubled",
    (p, { name, value }) =>
      put(
        p,
        { name, type: "TXT", value: "p=MIGfMA0G" },
        { name: `${name}.${p.zone.name}`, type: "CNAME", value },
      ),
  ],
  ["address", (p, { name }) => put(p, { name, type: "A", value: "192.0.2.80" })],
  [
    "address and text",
    (p, { name }) => put(p, { name, type: "A", value: "192.0.2.80" }, { name, type: "TXT", value: "y" }),
  ],
  ["proxied", (p, { name }) => put(p, { name, type: "A", value: "104.21.5.77" })],
  ["flattened", (p, { name, token }) => put(p, { name, type: "TXT", value: `p=MIG${token}` })],
  ["old token", (p, { name }) => put(p, { name, type: "CNAME", value: `${OTHER_TOKEN}.dkim.amazonses.com` })],
  [
    "other zone",
    (p, { name, token }) => put(p, { name, type: "CNAME", value: `${token}.dkim.eu-south-1.amazonses.com` }),
  ],
  [
    "amazonaws",
    (p, { name, token }) => put(p, { name, type: "CNAME", value: `${token}.dkim.amazonaws.com` }),
  ],
  ["cut off", (p, { name, value }) => put(p, { name, type: "CNAME", value: value.slice(0, 40) })],
  ["quoted", (p, { name, value }) => put(p, { name, type: "CNAME", value: `"${value}"` })],
  ["appended", (p, { name, value }) => put(p, { name, type: "CNAME", value: `${value}.${p.zone.name}` })],
  [
    "mistyped",
    (p, { name, value }) => put(p, { name, type: "CNAME", value: value.replace("amazonses", "amazonsees") }),
  ],
  ["own name", (p, { name }) => put(p, { name, type: "CNAME", value: name })],
  [
    "exchanged",
    (p, { name, value }) => put(p, { name: `${value}.${p.zone.name}`, type: "CNAME", value: name }),
  ],
  ["name server", (p, { name, value }) => put(p, { name, type: "NS", value })],
  ["something else", (p, { name }) => put(p, { name, type: "CNAME", value: "crm.example.net" })],
];

/** A mistake with the MAIL FROM domain. */
function ofMailFrom(
  name: string,
  parts: readonly string[],
  make: (patient: Patient, mailFrom: string) => void,
  causes?: number,
): Mistake {
  return {
    name,
    parts,
    make: (patient) => make(patient, patient.subject.mailFrom ?? ""),
    ...(causes === undefined ? {} : { causes }),
  };
}

const mx = (name: string, ...values: readonly string[]): Mistake =>
  ofMailFrom(`MX ${name}`, ["mx"], (p, at) => set(p, at, "MX", ...values));

const spf = (name: string, ...values: readonly string[]): Mistake =>
  ofMailFrom(`SPF ${name}`, ["spf"], (p, at) => set(p, at, "TXT", ...values));

const MX_MISTAKES: readonly Mistake[] = [
  mx("missing"),
  mx("of another Region", "10 feedback-smtp.us-east-1.amazonses.com"),
  mx("of another job", "10 inbound-smtp.eu-west-1.amazonaws.com"),
  mx("with its priority in the value", `0 10\\032${FEEDBACK}`),
  mx("null", "0 ."),
  mx("several of Amazon", `10 ${FEEDBACK}`, "20 feedback-smtp.us-east-1.amazonses.com"),
  mx("several", `10 ${FEEDBACK}`, "20 mx.example.net"),
  mx("appended", `10 ${FEEDBACK}.bounce.example`),
  ofMailFrom(
    "MX several, one in use",
    ["mx", "spf"],
    (p, at) => {
      set(p, at, "MX", `10 ${FEEDBACK}`, "20 mx.example.net");
      p.inUse.add(at);
    },
    2,
  ),
  ofMailFrom("MX doubled", ["mx"], (p, at) => {
    drop(p, at, "MX");
    put(p, { name: `${at}.${p.zone.name}`, type: "MX", value: `10 ${FEEDBACK}` });
  }),
  ofMailFrom("MX as text", ["mx"], (p, at) => {
    drop(p, at, "MX");
    put(p, { name: at, type: "TXT", value: `10 ${FEEDBACK}` });
  }),
  ofMailFrom("MX at the domain", ["mx", "root-mx"], (p, at) => {
    drop(p, at, "MX");
    put(p, { name: p.zone.name, type: "MX", value: `10 ${FEEDBACK}` });
  }),
  ofMailFrom("MX at the domain, too", ["root-mx"], (p) =>
    put(p, { name: p.zone.name, type: "MX", value: `10 ${FEEDBACK}` }),
  ),
  ofMailFrom("MX by a wildcard", ["mx", "wildcard"], (p, at) => {
    drop(p, at, "MX");
    put(p, { name: `*.${p.subject.domain}`, type: "MX", value: "10 mx.example.net" });
  }),
];

const SPF_MISTAKES: readonly Mistake[] = [
  spf("missing"),
  spf("twice", SES_LINE, "v=spf1 include:amazonses.com -all"),
  spf("beside another sender's", SES_LINE, "v=spf1 include:_spf.google.com ~all"),
  spf("of two other senders", "v=spf1 include:_spf.google.com ~all", "v=spf1 ip4:192.0.2.7 -all"),
  spf("quoted", `"${SES_LINE}"`),
  spf("with no-break spaces", SES_LINE.replaceAll(" ", "\u00a0")),
  spf("with a dash of another length", SES_LINE.replace("v=spf1", "v=spf1\u2013")),
  spf("with a blank in its version", SES_LINE.replace("v=spf1", "v=spf 1")),
  spf("with an address that is none", "v=spf1 ip4:300.0.0.1 include:amazonses.com ~all"),
  spf("with two faulty terms", "v=spf1 ip4:300.0.0.1 inclde:amazonses.com include:_spf.google.com ~all"),
  spf("without Amazon", "v=spf1 include:_spf.google.com -all"),
  spf("that refuses all", "v=spf1 -all"),
  spf("neutral", "v=spf1 ?all"),
  spf("with a slip in the include", "v=spf1 include:amazonsess.com ~all"),
  spf("of amazonaws", "v=spf1 include:amazonaws.com ~all"),
  spf("with an equals sign", "v=spf1 include=amazonses.com ~all"),
  spf("with all first", "v=spf1 ~all include:amazonses.com"),
  spf("refused", "v=spf1 -include:amazonses.com ~all"),
  spf(
    "with void names",
    "v=spf1 a:n1.example.net a:n2.example.net a:n3.example.net include:amazonses.com ~all",
  ),
  spf("in error later", "v=spf1 include:amazonses.com include:nowhere.example.net ~all"),
  spf("open to all", "v=spf1 include:amazonses.com +all"),
  spf("of copied addresses", "v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 ~all"),
  spf(
    "of too many look-ups",
    `v=spf1 ${Array.from({ length: 11 }, (_, index) => `a:crm${index === 0 ? "" : ""}.example.net`).join(" ")} include:amazonses.com ~all`,
  ),
  ofMailFrom("SPF that redirects", ["spf"], (p, at) => set(p, at, "TXT", `v=spf1 redirect=${p.zone.name}`)),
  ofMailFrom("SPF doubled", ["spf"], (p, at) => {
    drop(p, at, "TXT");
    put(p, { name: `${at}.${p.zone.name}`, type: "TXT", value: SES_LINE });
  }),
];

const NAME_MISTAKES: readonly Mistake[] = [
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
    2,
  ),
  {
    name: "from address outside",
    parts: ["from"],
    make: (p) => {
      p.subject = { ...p.subject, fromAddresses: ["ceo@elsewhere.example"] };
    },
  },
];

const dmarc = (name: string, policy: Patient["dmarcFloor"], ...values: readonly string[]): Mistake => ({
  name: `DMARC ${name}`,
  parts: ["dmarc"],
  make(p) {
    set(p, `_dmarc.${p.subject.domain}`, "TXT", ...values);
    p.dmarcFloor = policy;
  },
});

const DMARC_MISTAKES: readonly Mistake[] = [
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

/** Both lines are the company's own, so that the senders of both must go on passing. */
function addSender({ senders, zone }: Patient, term: string): void {
  senders.set(zone.name, [...(senders.get(zone.name) ?? []), term]);
}

const ROOT_MISTAKES: readonly Mistake[] = [
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
  {
    name: "a silent server",
    parts: ["servers"],
    make(p) {
      p.deviations = [{ server: 1, name: p.zone.name, below: true, fails: "timeout" }];
    },
  },
];

/** All mistakes there are. */
export const MISTAKES: readonly Mistake[] = [
  ...KEY_MISTAKES.flatMap(([name, make]) => [0, 1].map((index) => ofKey(index, `DKIM ${name}`, make))),
  ...MX_MISTAKES,
  ...SPF_MISTAKES,
  ...NAME_MISTAKES,
  ...DMARC_MISTAKES,
  ...ROOT_MISTAKES,
];

/** Whether two mistakes can stand together. */
export function standTogether(one: Mistake, other: Mistake): boolean {
  return one !== other && !one.parts.some((part) => other.parts.includes(part));
}
