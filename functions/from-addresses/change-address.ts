import * as z from "zod";
import { withDefault, withUse } from "#core/projects/from-addresses/address-list";
import { faultsOf } from "#core/tickets/fault";
import { readJson } from "#platform/http/json-body";
import { operatorsFaults, operatorsJsonFault, unknownToOperators } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import { changeLists } from "./change-lists.ts";
import type { AddressRequest, FromAddressesDeps } from "./deps.ts";

const change = z.strictObject({
  /** True if the platform sends from the address. */
  inUse: z.boolean(),
});

/**
 * `POST …/{address}/default` makes the address the default; `PATCH …/{address}` records whether it is in use.
 */
export async function changeAddress(
  { project, address, request, by }: AddressRequest,
  { table }: FromAddressesDeps,
): Promise<HttpResponse> {
  const unknown = unknownToOperators("from-address");
  if (request.routeKey.endsWith("/default")) {
    return changeLists(table, project, (lists) => withDefault(lists, address) ?? unknown);
  }
  const sent = readJson(request.rawBody);
  if ("fault" in sent) return operatorsJsonFault(sent.fault);
  const read = change.safeParse(sent.value);
  if (!read.success) return operatorsFaults(faultsOf(read.error, sent.value));
  const act = { at: request.now, by };
  return changeLists(table, project, (lists) => withUse(lists, address, read.data.inUse, act) ?? unknown);
}
