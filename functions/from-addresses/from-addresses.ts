import { parseEmailAddress } from "#core/names/email-address";
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

const ROUTES: Readonly<
  Record<string, (asking: AddressRequest, deps: FromAddressesDeps) => Promise<HttpResponse>>
> = {
  "GET /projects/{project}/from-addresses": listAddresses,
  "POST /projects/{project}/from-addresses": addToProject,
  "PATCH /projects/{project}/from-addresses/{address}": changeAddress,
  "POST /projects/{project}/from-addresses/{address}/default": changeAddress,
  "DELETE /projects/{project}/from-addresses/{address}": removeAddress,
  "GET /projects/{project}/from-addresses/{address}/alignment": showAlignment,
};

/** The from addresses of a project: what it may send from, and what became of what was asked for. */
export async function fromAddresses(request: HttpRequest, deps: FromAddressesDeps): Promise<HttpResponse> {
  const { parameters, routeKey, principal } = request;
  // API Gateway lets nobody in unsigned; a route without its authorizer must not either.
  if (principal === undefined) return problem({ status: 403, title: "Only operators may do this" });
  const asking: AddressRequest = {
    project: decoded(parameters["project"]),
    address: asKept(decoded(parameters["address"])),
    request,
    by: `operator:${principal}`,
  };
  return ROUTES[routeKey]?.(asking, deps) ?? unknownToOperators("such route");
}

/** What is no address can't be there: it is looked for as it stands. */
function asKept(address: string): string {
  return parseEmailAddress(address)?.address ?? address;
}

/** API Gateway hands on most parts of a path decoded, and none that holds what can't be decoded. */
function decoded(part = ""): string {
  if (part.includes("@") || !part.includes("%")) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
