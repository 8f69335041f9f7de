import { quoted, shown } from "#core/names/shown-value";
import type { Text } from "#core/words/texts";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";
import { knownHost } from "./known-host.ts";

type OfRecord = (examined: ExaminedRecord) => { readonly type: string; readonly name: string };

const at: OfRecord = ({ record: { type, name } }) => ({ type, name });

/** The causes of findings about records with another value than the required one. */
export const VALUE_CAUSES = {
  appended: (examined: ExaminedRecord, added: string): Text => ({
    key: "finding.value-domain-appended",
    values: { ...at(examined), added },
  }),
  cutOff: (examined: ExaminedRecord): Text => ({ key: "finding.value-cut-off", values: at(examined) }),
  quotedValue: (examined: ExaminedRecord): Text => ({ key: "finding.value-quoted", values: at(examined) }),
  mistyped: (examined: ExaminedRecord): Text => ({ key: "finding.value-mistyped", values: at(examined) }),
  amazonaws: (examined: ExaminedRecord): Text => ({ key: "finding.value-amazonaws", values: at(examined) }),
  isName: (examined: ExaminedRecord): Text => ({ key: "finding.value-is-name", values: at(examined) }),
  quotesInside: (examined: ExaminedRecord): Text => ({
    key: "finding.value-quotes-inside",
    values: at(examined),
  }),
  spoilt: (examined: ExaminedRecord, characters: readonly string[]): Text =>
    characters.length > 0
      ? { key: "finding.value-odd-characters", values: { ...at(examined), characters } }
      : { key: "finding.value-blanks-or-capitals", values: at(examined) },
  spfTerms: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.value-spf-terms",
    values: { name },
  }),
  wrong: (examined: ExaminedRecord): Text => ({ key: "finding.value-wrong", values: at(examined) }),

  proxied: (examined: ExaminedRecord): Text => ({
    key: "finding.cname-proxied",
    values: { name: examined.record.name, ...knownHost(examined.place.dnsHost?.name) },
  }),
  flattened: (examined: ExaminedRecord): Text => ({
    key: "finding.cname-flattened",
    values: { name: examined.record.name, ...knownHost(examined.place.dnsHost?.name) },
  }),
  withoutData: ({ record: { name } }: ExaminedRecord, host: string): Text => ({
    key: "finding.cname-proxied-without-data",
    values: { name, host },
  }),
  flattenedToAddresses: ({ record: { name }, place }: ExaminedRecord, target: string): Text => ({
    key: "finding.cname-flattened-to-addresses",
    values: { name, target, ...knownHost(place.dnsHost?.name) },
  }),
  keyPasted: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.dkim-key-pasted",
    values: { name },
  }),
  address: ({ record: { name } }: ExaminedRecord, addresses: readonly string[]): Text => ({
    key: "finding.address-instead-of-cname",
    values: { name, values: quoted(addresses) },
  }),
  txtInsteadOfCname: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.txt-instead-of-cname",
    values: { name },
  }),
  nsInsteadOfCname: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.ns-instead-of-cname",
    values: { name },
  }),
  indirect: ({ record: { name } }: ExaminedRecord, by: string): Text => ({
    key: "finding.cname-indirect",
    values: { name, by: shown(by) },
  }),
  swapped: ({ record: { name } }: ExaminedRecord, other: string): Text => ({
    key: "finding.dkim-values-swapped",
    values: { name, other },
  }),
  oldToken: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.dkim-old-token",
    values: { name },
  }),
  otherSigningZone: ({ record: { name } }: ExaminedRecord): Text => ({
    key: "finding.dkim-other-signing-zone",
    values: { name },
  }),
} as const;
