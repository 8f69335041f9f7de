import type { Mistake } from "./mistake.ts";
import { type Patient, REGION, SES_LINE } from "./patient.ts";
import { drop, put, set } from "./zone-edits.ts";

const FEEDBACK = `feedback-smtp.${REGION}.amazonses.com`;

/** Makes a mistake with the MAIL FROM domain. */
export function ofMailFrom(
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

/** Mistakes with the MX of the MAIL FROM domain. */
export const MX_MISTAKES: readonly Mistake[] = [
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

/** Mistakes with the SPF record of the MAIL FROM domain. */
export const SPF_MISTAKES: readonly Mistake[] = [
  spf("missing"),
  ofMailFrom("SPF of the old type", ["spf"], (p, at) => {
    drop(p, at, "TXT");
    put(p, { name: at, type: "SPF", value: SES_LINE });
  }),
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
  spf("of too many look-ups", `v=spf1 ${"a:crm.example.net ".repeat(11)}include:amazonses.com ~all`),
  ofMailFrom("SPF that redirects", ["spf"], (p, at) => set(p, at, "TXT", `v=spf1 redirect=${p.zone.name}`)),
  ofMailFrom("SPF doubled", ["spf"], (p, at) => {
    drop(p, at, "TXT");
    put(p, { name: `${at}.${p.zone.name}`, type: "TXT", value: SES_LINE });
  }),
];
