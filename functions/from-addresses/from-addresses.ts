import { parseEmailAddress } from "#core/names/email-address";
import { textsIn } from "#core/words/texts";
import type { HttpRequest } from "#platform/http/http-handler";
import { unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import { addToProject } from "./add-to-project.ts";
import { changeAddress } from "./change-address.ts";
import type { AddressRequest, FromAddressesDeps } from "./deps.ts";
import { listAddresses } from "./list-addresses.ts";
import { removeAddress } from "./remove-address.ts";
import { showAlignment } from "./show-alignment.ts";

const { text } = textsIn("en");

const ROUTES: Readonly<
  Record<string, (asked: AddressRequest, deps: FromAddressesDeps) => Promise<HttpResponse>>
> = {
  "GET /projects/{project}/from-addresses": listAddresses,
  "POST /projects/{project}/from-addresses": addToProject,
  "PATCH /projects/{project}/from-addresses/{address}": changeAddress,
  "POST /projects/{project}/from-addresses/{address}/default": changeAddress,
  "DELETE /projects/{project}/from-addresses/{address}": removeAddress,
  "GET /projects/{project}/from-addresses/{address}/alignment": showAlignment,
};

/** Handles the routes of the from addresses of a project. */
export async function fromAddresses(request: HttpRequest, deps: FromAddressesDeps): Promise<HttpResponse> {
  const { parameters, routeKey, principal } = request;
  // API Gateway refuses unsigned requests; a route that lost its authorizer must do so, too.
  if (principal === undefined) return problem({ status: 403, title: text("operators.api.operators-only") });
  const asked: AddressRequest = {
    project: decoded(parameters["project"]),
    address: asKept(decoded(parameters["address"])),
    request,
    by: `operator:${principal}`,
  };
  return ROUTES[routeKey]?.(asked, deps) ?? unknownToOperators("route");
}

/** The stored form of an address; a text that is no address stays as it is, and is not found. */
function asKept(address: string): string {
  return parseEmailAddress(address)?.address ?? address;
}

/** API Gateway passes most parts of a path decoded; a part that can't be decoded stays as it is. */
function decoded(part = ""): string {
  if (part.includes("@") || !part.includes("%")) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
