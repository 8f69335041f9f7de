import { quoted } from "#core/names/shown-value";
import type { Text } from "#core/words/texts";
import type { ExaminedRecord } from "../model/diagnosis-context.ts";

/** The causes of findings about records at another name, or at no name. */
export const NAME_CAUSES = {
  doubled: ({ record: { type } }: ExaminedRecord, at: string, added: string): Text => ({
    key: "finding.name-doubled",
    values: { type, at, added },
  }),
  withoutSubdomain: ({ record: { type } }: ExaminedRecord, at: string, lacking: string): Text => ({
    key: "finding.name-without-subdomain",
    values: { type, at, lacking },
  }),
  tooDeep: ({ record: { type } }: ExaminedRecord, at: string): Text => ({
    key: "finding.name-too-deep",
    values: { type, at },
  }),
  withoutUnderscore: ({ record: { type } }: ExaminedRecord, at: string): Text => ({
    key: "finding.name-without-underscore",
    values: { type, at },
  }),
  withoutHost: ({ record: { type } }: ExaminedRecord, at: string): Text => ({
    key: "finding.name-without-host",
    values: { type, at },
  }),
  exchanged: (at: string): Text => ({ key: "finding.name-and-value-exchanged", values: { at } }),
  withoutDomainkey: (at: string): Text => ({ key: "finding.name-without-domainkey", values: { at } }),
  missing: ({ right, of }: { right: number; of: number }): Text =>
    right > 0
      ? { key: "finding.record-missing-beside-right", values: { right, of } }
      : { key: "finding.record-missing", values: {} },
  delegated: ({ place: { zone, nameServers } }: ExaminedRecord, domain: string): Text => ({
    key: "finding.name-delegated",
    values: { zone, domain, servers: nameServers },
  }),
  onSameServers: ({ place: { zone } }: ExaminedRecord, domain: string): Text => ({
    key: "finding.zone-on-same-servers",
    values: { zone, domain },
  }),
  partlyThere: ({ record: { type, name, values } }: ExaminedRecord, right: number): Text => ({
    key: "finding.record-partly-there",
    values: { type, name, of: values.length, missing: values.length - right },
  }),
  belowDname: (at: string, target: string): Text => ({
    key: "finding.name-below-dname",
    values: { at, target },
  }),
  vanished: (at: number, moved: boolean): Text =>
    moved
      ? { key: "finding.record-vanished-moved", values: { at } }
      : { key: "finding.record-vanished", values: { at } },
  duplicated: ({ record: { type, name } }: ExaminedRecord): Text => ({
    key: "finding.record-duplicated",
    values: { type, name },
  }),
  wildcard: (seen: readonly string[]): Text => ({
    key: "finding.wildcard-answers",
    values: { values: quoted(seen) },
  }),
  cnameInTheWay: ({ record: { name, type } }: ExaminedRecord, target: string): Text => ({
    key: "finding.cname-in-the-way",
    values: { name, type, target },
  }),
  cached: ({ record: { type, name } }: ExaminedRecord, until: number): Text => ({
    key: "finding.published-but-cached",
    values: { type, name, until },
  }),
} as const;
