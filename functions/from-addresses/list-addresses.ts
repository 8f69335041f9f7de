import { type AddressView, addressViews } from "#core/projects/from-addresses/address-view";
import { refusalView } from "#core/projects/from-addresses/refusal-view";
import { readProject } from "#core/projects/project";
import { textsIn } from "#core/words/texts";
import { isoTime, operatorsAnswer, unknownToOperators } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { AddressRequest, FromAddressesDeps } from "./deps.ts";

/** `GET …/from-addresses`: lists the accepted, refused and removed addresses. */
export async function listAddresses(
  { project }: AddressRequest,
  { table }: FromAddressesDeps,
): Promise<HttpResponse> {
  const { current } = await readProject(table, project);
  if (current === undefined) return unknownToOperators("project");
  const views = await addressViews(current, table);
  return operatorsAnswer({
    project,
    fromAddresses: views.map(shown),
    refused: current.refusedAddresses.map((one) => ({
      ...refusalView(one, textsIn("en")),
      at: isoTime(one.at),
    })),
    removed: current.removedAddresses.map(({ at, ...one }) => ({ ...one, at: isoTime(at) })),
  });
}

/** Returns an address for the list, with times in ISO 8601. */
export function shown({ addedAt, inUse, override, alignment, ...view }: AddressView) {
  return {
    ...view,
    addedAt: isoTime(addedAt),
    inUse: inUse === undefined ? null : { ...inUse, since: isoTime(inUse.since) },
    override: override === undefined ? null : { ...override, at: isoTime(override.at) },
    alignment: { ...alignment, at: isoTime(alignment.at) },
  };
}
