import * as z from "zod";
import { identifier } from "#core/names/identifier";
import { addAddresses } from "#core/projects/from-addresses/add-addresses";
import { addressViews } from "#core/projects/from-addresses/address-view";
import { refusalView } from "#core/projects/from-addresses/refusal-view";
import { readRequestedAddresses } from "#core/projects/from-addresses/requested-address";
import { readProject } from "#core/projects/project";
import { faultsOf } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import type { HttpResponse } from "#platform/http/response";
import { refuse } from "./answer.ts";
import { type Delivery, deliveryPut, readDelivery } from "./delivery-item.ts";
import type { IntakeDeps } from "./intake.ts";

const message = z.object({ type: z.literal("from_addresses.added"), data: z.unknown() });

const about = z.object({ ticket: identifier, project: identifier });

/** Reads the from addresses that a message adds; `undefined` for a message of another type. */
export function addressMessage(body: unknown): { readonly data: unknown } | undefined {
  const read = message.safeParse(body);
  return read.success ? { data: read.data.data } : undefined;
}

/** Adds from addresses to a project, as a signed ticket requests; a copy of the ticket changes nothing. */
export async function addFromAddresses(
  data: unknown,
  delivery: Delivery,
  deps: Pick<IntakeDeps, "table" | "resolver" | "countRefusal">,
): Promise<HttpResponse> {
  const whose = about.safeParse(data);
  const {
    ticket: _ticket,
    project: _project,
    ...what
  } = z.record(z.string(), z.unknown()).catch({}).parse(data);
  const read = readRequestedAddresses(what, "ticket");
  if (!whose.success || "faults" in read) {
    const faults = [
      ...(whose.success ? [] : faultsOf(whose.error, data)),
      ...("faults" in read ? read.faults : []),
    ];
    return refuse("generic", "malformed", deps, faults);
  }
  const known = await readDelivery(deps.table, delivery);
  if (known !== undefined && known.digest !== delivery.digest) return refuse("generic", "other-body", deps);
  const act = { at: delivery.now, by: "support" };
  const { project, ticket } = whose.data;
  const outcomes = await addAddresses(project, read.asked, act, deps, deliveryPut(delivery));
  if (outcomes === undefined) return refuse("generic", "unknown-project", deps);
  const taken = new Set(outcomes.flatMap((one) => ("taken" in one ? [one.address] : [])));
  const { current } = await readProject(deps.table, project);
  const views = current === undefined ? [] : await addressViews(current, deps.table);
  const accepted = views.filter((one) => taken.has(one.address));
  return {
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify({
      ticket,
      project,
      accepted: accepted.map(({ address, from, warnings, words }) => ({ address, from, warnings, words })),
      refused: outcomes.flatMap((one) => ("refusals" in one ? [refusalView(one, textsIn("en"))] : [])),
    }),
  };
}
