import { TransientServiceError } from "#core/errors";
import type { AddressLists } from "#core/projects/from-addresses/address-list";
import { addressViews } from "#core/projects/from-addresses/address-view";
import { readProject } from "#core/projects/project";
import type { Table } from "#core/table";
import { operatorsAnswer, unknownToOperators } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import { shown } from "./list-addresses.ts";

/** How often a write is tried again because another writer changed the project first. */
const TRIES = 10;

/**
 * Changes the address lists of a project and answers with them; `decide` can return an answer without a
 * change.
 */
export async function changeLists(
  table: Table,
  project: string,
  decide: (lists: AddressLists) => AddressLists | HttpResponse,
): Promise<HttpResponse> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { current, replaceWith } = await readProject(table, project);
    if (current === undefined) return unknownToOperators("project");
    const decided = decide(current);
    if (!("fromAddresses" in decided)) return decided;
    const next = { ...current, ...decided };
    if (await table.commit([replaceWith(next)])) {
      return operatorsAnswer({ project, fromAddresses: (await addressViews(next, table)).map(shown) });
    }
  }
  throw new TransientServiceError(`The project was written by others ${TRIES} times in a row`);
}
