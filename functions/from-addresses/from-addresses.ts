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

/** Handles the routes for a project's from addresses. */
export async function fromAddresses(request: HttpRequest, deps: FromAddressesDeps): Promise<HttpResponse> {
  const { parameters, routeKey, principal } = request;
  // API Gateway refuses unsigned requests; this also refuses them if a route lost its authorizer.
  if (principal === undefined) return problem({ status: 403, title: text("operators.api.operators-only") });
  const asked: AddressRequest = {
    project: decoded(parameters["project"]),
    address: storedForm(decoded(parameters["address"])),
    request,
    by: `operator:${principal}`,
  };
  return ROUTES[routeKey]?.(asked, deps) ?? unknownToOperators("route");
}

/** Returns the stored form of an address. Text that is no address stays unchanged, and is not found. */
function storedForm(address: string): string {
  return parseEmailAddress(address)?.address ?? address;
}

/** API Gateway decodes most path segments; one that cannot be decoded stays unchanged. */
function decoded(part = ""): string {
  if (part.includes("@") || !part.includes("%")) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
