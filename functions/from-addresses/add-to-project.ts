import { addAddresses } from "#core/projects/from-addresses/add-addresses";
import { type AddressView, addressViews } from "#core/projects/from-addresses/address-view";
import { refusalView } from "#core/projects/from-addresses/refusal-view";
import { readRequestedAddresses } from "#core/projects/from-addresses/requested-address";
import { readProject } from "#core/projects/project";
import { textsIn } from "#core/words/texts";
import { readJson } from "#platform/http/json-body";
import {
  operatorsAnswer,
  operatorsFaults,
  operatorsJsonFault,
  unknownToOperators,
} from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import type { AddressRequest, FromAddressesDeps } from "./deps.ts";
import { shown } from "./list-addresses.ts";

const ENGLISH = textsIn("en");

/**
 * `POST …/from-addresses`: adds the addresses from which the project may send, and refuses the others with
 * reasons.
 */
export async function addToProject(
  { project, request, by }: AddressRequest,
  deps: FromAddressesDeps,
): Promise<HttpResponse> {
  const sent = readJson(request.rawBody);
  if ("fault" in sent) return operatorsJsonFault(sent.fault);
  const read = readRequestedAddresses(sent.value, "operator");
  if ("faults" in read) return operatorsFaults(read.faults);
  const act = { at: request.now, by, because: read.asked.override };
  const outcomes = await addAddresses(project, read.asked, act, deps);
  const { current } = await readProject(deps.table, project);
  if (outcomes === undefined || current === undefined) return unknownToOperators("project");
  const taken = new Set(outcomes.flatMap((one) => ("taken" in one ? [one.address] : [])));
  const refused = outcomes.flatMap((one) => ("refusals" in one ? [refusalView(one, ENGLISH)] : []));
  if (taken.size === 0) {
    const faults = refused.flatMap(({ address, refusals }, index) =>
      refusals.map(({ reason, way }) => ({
        field: `addresses.${index}`,
        sent: address,
        expected: `${reason} ${way}`,
      })),
    );
    return problem({
      status: 422,
      title: ENGLISH.text("operators.addresses.none-usable"),
      faults,
      refused,
    });
  }
  const views: readonly AddressView[] = await addressViews(current, deps.table);
  return operatorsAnswer({
    project,
    accepted: views.filter(({ address }) => taken.has(address)).map(shown),
    refused,
  });
}
