import type { Onboarding } from "#core/onboarding/onboarding";
import { recordCards } from "../record-card.ts";
import { cloudFormation } from "./cloud-formation.ts";
import { dnsControl } from "./dns-control.ts";
import { octoDns } from "./octo-dns.ts";
import { recordList } from "./record-list.ts";
import { spreadsheet } from "./spreadsheet.ts";
import { terraformCloudflare, terraformRoute53 } from "./terraform.ts";
import { zoneFile } from "./zone-file.ts";

/** A file format for all records of an onboarding. */
interface RecordFile {
  readonly type: string;
  write(onboarding: Onboarding): string;
}

/** The file formats, by file name extension. */
export const RECORD_FILES = {
  zone: { type: "text/plain; charset=utf-8", write: ({ records }) => zoneFile(records) },
  csv: { type: "text/csv; charset=utf-8", write: (onboarding) => spreadsheet(recordCards(onboarding)) },
  json: { type: "application/json", write: (onboarding) => recordList(recordCards(onboarding)) },
  "route53.tf": { type: "text/plain; charset=utf-8", write: ({ records }) => terraformRoute53(records) },
  "cloudflare.tf": {
    type: "text/plain; charset=utf-8",
    write: ({ records }) => terraformCloudflare(records),
  },
  "cloudformation.json": { type: "application/json", write: ({ records }) => cloudFormation(records) },
  "dnscontrol.js": {
    type: "text/plain; charset=utf-8",
    write: (onboarding) => dnsControl(recordCards(onboarding)),
  },
  "octodns.yaml": {
    type: "text/plain; charset=utf-8",
    write: (onboarding) => octoDns(recordCards(onboarding)),
  },
} as const satisfies Record<string, RecordFile>;

/** The extension of a records file. */
export type RecordFileName = keyof typeof RECORD_FILES;
