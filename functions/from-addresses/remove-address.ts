import * as z from "zod";
import { without } from "#core/projects/from-addresses/address-list";
import { faultsOf } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import { operatorsFaults, unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import { changeLists } from "./change-lists.ts";
import type { AddressRequest, FromAddressesDeps } from "./deps.ts";

const { text } = textsIn("en");

const REASON = "operators.fault.reason";

const query = z.strictObject({
  /** The reason for removing the address although it is needed. */
  because: z.string().trim().min(1, REASON).max(500, REASON).optional(),
});

/**
 * `DELETE …/{address}`: removes an address; one that is needed only if an operator gives the reason in
 * `?because=`.
 */
export async function removeAddress(
  { project, address, request, by }: AddressRequest,
  { table }: FromAddressesDeps,
): Promise<HttpResponse> {
  const read = query.safeParse(request.query);
  if (!read.success) return operatorsFaults(faultsOf(read.error, request.query));
  const act = { at: request.now, by, because: read.data.because };
  return changeLists(table, project, (lists) => {
    const removal = without(lists, address, act);
    if (removal === undefined) return unknownToOperators("from-address");
    if ("lists" in removal) return removal.lists;
    return problem({
      status: 409,
      title: text("operators.addresses.needed"),
      detail: removal.guards.map((guard) => text(`operators.addresses.needed.${guard}`)).join(" "),
    });
  });
}
