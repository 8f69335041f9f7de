import * as z from "zod";
import { withDefault, withUse } from "#core/projects/from-addresses/address-list";
import { faultsOf } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import { operatorsFaults, unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import { changeLists } from "./change-lists.ts";
import type { AddressRequest, FromAddressesDeps } from "./deps.ts";
import { sentJson } from "./sent-json.ts";

const { text } = textsIn("en");

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
  const sent = sentJson(request);
  if (sent === undefined) return problem({ status: 400, title: text("operators.api.not-json") });
  const read = change.safeParse(sent);
  if (!read.success) return operatorsFaults(faultsOf(read.error, sent));
  const act = { at: request.now, by };
  return changeLists(table, project, (lists) => withUse(lists, address, read.data.inUse, act) ?? unknown);
}
