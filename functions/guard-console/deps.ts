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
  /** The base of the console's address; empty for the host of the request. */
  readonly publicUrl: string;
  /** Invokes show-console with an event of its routes. */
  showConsole(event: unknown): Promise<unknown>;
  readAccess(): Promise<ConsoleAccess>;
  /** Makes 256 random bits, in base64url. */
  newSecret(): string;
}

/** Where the console is, below the public address. */
export const CONSOLE = "/console";

/** The base of the console's address. */
export function publicUrlOf({ domainName }: HttpRequest, { publicUrl }: GuardDeps): string {
  return publicUrl || `https://${domainName}`;
}

/** The address that the provider sends browsers back to: always this one, whatever a request says. */
export function redirectUriOf(request: HttpRequest, deps: GuardDeps): string {
  return `${publicUrlOf(request, deps)}${CONSOLE}/callback`;
}

/** What a session is opened for: at another deployment, provider or client it is worth nothing. */
export function realmOf(request: HttpRequest, deps: GuardDeps): string {
  return [publicUrlOf(request, deps), deps.issuer, deps.clientId].join(" ");
}
