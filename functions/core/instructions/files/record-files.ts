import type { Onboarding } from "#core/onboarding/onboarding";
import type { PublishedRecord } from "#core/records/advised-record";
import { advisedCard, publishableCards } from "../record-card.ts";
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
  zone: { type: "text/plain; charset=utf-8", write: (onboarding) => zoneFile(recordsOf(onboarding)) },
  csv: { type: "text/csv; charset=utf-8", write: (onboarding) => spreadsheet(publishableCards(onboarding)) },
  json: { type: "application/json", write: (onboarding) => recordList(publishableCards(onboarding)) },
  "route53.tf": {
    type: "text/plain; charset=utf-8",
    write: (onboarding) => terraformRoute53(recordsOf(onboarding)),
  },
  "cloudflare.tf": {
    type: "text/plain; charset=utf-8",
    write: (onboarding) => terraformCloudflare(recordsOf(onboarding)),
  },
  "cloudformation.json": {
    type: "application/json",
    write: (onboarding) => cloudFormation(recordsOf(onboarding)),
  },
  "dnscontrol.js": {
    type: "text/plain; charset=utf-8",
    write: (onboarding) => dnsControl(publishableCards(onboarding)),
  },
  "octodns.yaml": {
    type: "text/plain; charset=utf-8",
    write: (onboarding) => octoDns(publishableCards(onboarding)),
  },
} as const satisfies Record<string, RecordFile>;

/**
 * Files contain the required values. Values that a correction merges with other senders' are shown only for
 * use in panels.
 */
function recordsOf(onboarding: Onboarding): readonly PublishedRecord[] {
  const optional = advisedCard(onboarding);
  return [...onboarding.records, ...(optional === undefined ? [] : [optional.record])];
}

/** The file name extension of a records file. */
export type RecordFileName = keyof typeof RECORD_FILES;
