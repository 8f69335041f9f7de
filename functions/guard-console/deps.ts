import type { ConsoleAccess } from "#core/access/console-access";
import type { IdentityProvider } from "#core/access/identity-provider";
import type { Table } from "#core/table";
import type { HttpRequest } from "#platform/http/http-handler";

/** The dependencies of guard-console. */
export interface GuardDeps {
  readonly table: Table;
  readonly provider: IdentityProvider;
  readonly issuer: string;
  readonly clientId: string;
  /** The base of the console's address; empty to use the request's host. */
  readonly publicUrl: string;
  /** Invokes show-console with an event for its routes. */
  showConsole(event: unknown): Promise<unknown>;
  readAccess(): Promise<ConsoleAccess>;
  /** Returns 256 random bits in base64url. */
  newSecret(): string;
}

/** The path of the console below the public address. */
export const CONSOLE = "/console";

/** Returns the base of the console's address. */
export function publicUrlOf({ domainName }: HttpRequest, { publicUrl }: GuardDeps): string {
  return publicUrl || `https://${domainName}`;
}

/**
 * Returns the address to which the provider redirects browsers; it does not depend on the request's
 * parameters.
 */
export function redirectUriOf(request: HttpRequest, deps: GuardDeps): string {
  return `${publicUrlOf(request, deps)}${CONSOLE}/callback`;
}

/** Returns the deployment, provider and client for which a session is valid. */
export function realmOf(request: HttpRequest, deps: GuardDeps): string {
  return [publicUrlOf(request, deps), deps.issuer, deps.clientId].join(" ");
}
