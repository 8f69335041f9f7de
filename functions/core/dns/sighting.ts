/** The record types a look asks for. */
export type RecordType = "A" | "AAAA" | "CNAME" | "MX" | "NS" | "SOA" | "TXT";

/** Why nothing can be said about what a server holds. */
export type UnknownReason =
  | "timeout"
  | "servfail"
  | "refused"
  | "lame"
  | "malformed"
  | "forbidden-address"
  | "over-budget"
  | "no-name-server";

/**
 * What one server said about one name and type. Values are canonical: names lower-case without the final dot,
 * MX as "<preference> <exchange>", TXT as its joined chunks. All times are seconds.
 */
export type DnsAnswer =
  | { readonly kind: "records"; readonly values: readonly string[]; readonly ttl: number }
  | { readonly kind: "absent"; readonly nxdomain: boolean; readonly negativeTtl: number }
  | { readonly kind: "unknown"; readonly reason: UnknownReason };

/** Which server said what; a server whose address never became known has an empty one. */
export interface ServerAnswer {
  readonly server: string;
  readonly address: string;
  readonly answer: DnsAnswer;
}

/**
 * All that one look learnt about one name and type. Without a zone, `recursive` holds what the resolver said
 * when asked for the name servers: an NXDOMAIN there means that the domain is not on the public internet.
 */
export interface Sighting {
  readonly name: string;
  readonly type: RecordType;
  readonly zone?: string;
  readonly nameServers: readonly string[];
  readonly authoritative: readonly ServerAnswer[];
  readonly recursive: readonly ServerAnswer[];
}

/** One thing to ask; resolvers are asked only once `isRight` holds at the name servers, so as to plant no negative answer. */
export interface Question {
  readonly name: string;
  readonly type: RecordType;
  readonly isRight: (values: readonly string[]) => boolean;
}

/** The port through which the core sees the DNS. */
export interface DnsResolver {
  look(
    questions: readonly Question[],
  ): Promise<{ readonly sightings: readonly Sighting[]; readonly queries: number }>;
}
