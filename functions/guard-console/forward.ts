import * as z from "zod";
import { type Person, principalOf } from "#core/access/person";
import type { Role } from "#core/access/role";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import type { GuardDeps } from "./deps.ts";

/** Somebody who signed in, with what they may do. */
export interface Admitted {
  readonly person: Person;
  readonly role: Role;
  /** The token in each form of their pages. */
  readonly csrf: string;
}

const response = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(""),
});

/**
 * Has show-console answer, in the name of the person. The event is that of its own routes; nothing of the browser's headers
 * goes along, so that no browser says who it is or what it may do.
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
