import * as z from "zod";
import { type Person, principalOf } from "#core/access/person";
import type { Role } from "#core/access/role";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import type { GuardDeps } from "./deps.ts";

/** A person who signed in, with role and token. */
export interface Admitted {
  readonly person: Person;
  readonly role: Role;
  /** The CSRF token in each form of the person's pages. */
  readonly csrf: string;
}

const response = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(""),
});

/**
 * Invokes show-console in the name of the person, with an event for its routes. No header of the browser is
 * passed on, so a browser cannot claim an identity or a role.
 */
export async function forward(
  { routeKey, parameters, query, body, now, domainName }: HttpRequest,
  { person, role, csrf }: Admitted,
  { showConsole }: GuardDeps,
): Promise<HttpResponse> {
  const [method] = routeKey.split(" ");
  const answer = await showConsole({
    version: "2.0",
    routeKey: `${method} /operators/console/{page+}`,
    headers: {
      "x-console-csrf": csrf,
      "x-console-name": person.email ?? person.subject,
      "x-console-role": role,
    },
    pathParameters: { page: parameters["page"] ?? "" },
    queryStringParameters: query,
    requestContext: { domainName, timeEpoch: now, authorizer: { iam: { userArn: principalOf(person) } } },
    body,
    isBase64Encoded: false,
  });
  return response.parse(answer);
}
