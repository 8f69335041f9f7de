import type { DnsResolver } from "#core/dns/observation";
import type { Table } from "#core/table";
import type { HttpRequest } from "#platform/http/http-handler";

/** What from-addresses needs of the world. */
export interface FromAddressesDeps {
  readonly table: Table;
  readonly resolver: DnsResolver;
}

/** What a request is about. */
export interface AddressRequest {
  readonly project: string;
  /** As it is kept; empty where the path names none. */
  readonly address: string;
  readonly request: HttpRequest;
  /** `operator:` and the ARN of the principal that signed the request. */
  readonly by: string;
}
