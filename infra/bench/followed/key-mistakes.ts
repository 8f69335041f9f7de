import type { Mistake } from "./mistake.ts";
import type { Patient } from "./patient.ts";
import { drop, put } from "./zone-edits.ts";

const OTHER_TOKEN = "q7wz3cy5nkdbm2xvtr6jhp4goflaesiu";

interface Key {
  readonly token: string;
  readonly name: string;
  readonly value: string;
}

/** Makes a mistake with one of the three keys; the first key may have another mistake than the second. */
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

const WAYS: readonly (readonly [string, (patient: Patient, key: Key) => void])[] = [
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

/** Mistakes with the first key, and the same mistakes with the second. */
export const KEY_MISTAKES: readonly Mistake[] = WAYS.flatMap(([name, make]) =>
  [0, 1].map((index) => ofKey(index, `DKIM ${name}`, make)),
);
