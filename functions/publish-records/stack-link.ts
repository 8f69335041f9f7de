import { randomUUID } from "node:crypto";
import { cloudFormation } from "#core/instructions/files/cloud-formation";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { TemplateStore } from "#core/publication/ports";
import type { RecordSetsCheck } from "#core/publication/record-sets";
import { quickCreateLink, stackNameOf } from "#core/publication/route-53";

/** The record sets that can be created without harm, and whether the person wants the optional record. */
type Wanted = Pick<Extract<RecordSetsCheck, { state: "offered" }>, "missing" | "optional"> & {
  readonly wantsDmarc: boolean;
};

/**
 * Stores a template of exactly the missing records, and returns the link that opens it; `undefined` if no
 * record is missing.
 */
export async function stackLink(
  { identity }: Onboarding,
  { missing, optional, wantsDmarc }: Wanted,
  templates: TemplateStore,
): Promise<string | undefined> {
  const records = [...missing, ...(optional === undefined || !wantsDmarc ? [] : [optional])];
  if (records.length === 0) return undefined;
  const address = await templates.keep(cloudFormation(records));
  return quickCreateLink(address, stackNameOf(identity, randomUUID().slice(0, 8)));
}
