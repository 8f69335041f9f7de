import type { DnsResolver } from "#core/dns/observation";
import type { Table } from "#core/table";
import type { HttpRequest } from "#platform/http/http-handler";

/** The dependencies of from-addresses. */
export interface FromAddressesDeps {
  readonly table: Table;
  readonly resolver: DnsResolver;
}

/** An authenticated request about the from addresses of a project. */
export interface AddressRequest {
  readonly project: string;
  /** The address in its stored form; empty if the path names none. */
  readonly address: string;
  readonly request: HttpRequest;
  /** `operator:` and the ARN of the principal that signed the request. */
  readonly by: string;
}
