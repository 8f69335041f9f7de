/** The record types that a check asks for; SPF is type 99, which receivers ignore (RFC 7208 §3.1). */
export type RecordType = "A" | "AAAA" | "CNAME" | "MX" | "NS" | "SOA" | "SPF" | "TXT";

/** Why it is unknown what a server holds. */
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
 * The answer of one server for one name and type. Values are canonical: names in lower case without the final dot,
 * MX as "<preference> <exchange>", TXT and SPF as their joined strings. All times are seconds.
 */
export type DnsAnswer =
  | { readonly kind: "records"; readonly values: readonly string[]; readonly ttl: number }
  | { readonly kind: "absent"; readonly nxdomain: boolean; readonly negativeTtl: number }
  | { readonly kind: "unknown"; readonly reason: UnknownReason };

/** The answer of one server; `address` is empty if the server's address could not be found. */
export interface ServerAnswer {
  readonly server: string;
  readonly address: string;
  readonly answer: DnsAnswer;
}

/** The fields of a zone's SOA record that show who runs it; `admin` is a mailbox in the form of a name. */
export interface ZoneAuthority {
  readonly primary: string;
  readonly admin: string;
  readonly serial: number;
}

/** The two lists of a zone's name servers, which should be the same (RFC 1034 §4.2.2). */
export interface Delegation {
  /** That of the zone above, which the registrar keeps; as the answer of one of its servers. */
  readonly above: ServerAnswer;
  /** That of the zone itself. */
  readonly own: readonly string[];
}

/**
 * All answers for one name and type. If no zone was found, `recursive` holds the resolver's answer to the question
 * for the name servers.
 */
export interface Observation {
  readonly name: string;
  readonly type: RecordType;
  readonly zone?: string;
  /** The zone whose servers referred to `zone`, so that it holds its NS records; absent if none did. */
  readonly delegatedIn?: string;
  /** Of a zone that no referral of this question led to; absent if the zone above was not asked, or did not answer. */
  readonly delegation?: Delegation;
  readonly nameServers: readonly string[];
  readonly authoritative: readonly ServerAnswer[];
  readonly recursive: readonly ServerAnswer[];
  /** The targets of the CNAMEs that were followed, in their order; the last one holds the answer. */
  readonly aliases: readonly string[];
  /** The SOA record of the zone, if any answer of the session included it. */
  readonly soa?: ZoneAuthority;
  /** Whether the registrable domain exists in the public DNS; "no" only after an NXDOMAIN. */
  readonly zoneExists: "yes" | "no" | "unknown";
  /** "broken" if the resolvers answer SERVFAIL, and answer normally when they don't check signatures (CD). */
  readonly dnssec?: "broken";
}

/** A question for the DNS. */
export interface Question {
  readonly name: string;
  readonly type: RecordType;
  /**
   * Resolvers are asked only when the answers of the name servers meet this condition: asking earlier would put a
   * negative answer into their caches. Without it they are not asked.
   */
  readonly isRight?: (values: readonly string[]) => boolean;
  /**
   * "resolver" asks a resolver only: it costs fewer queries, and serves for zones that the customer does not change.
   * "one-server" stops at the first name server that answers: it serves for names where no record is required.
   */
  readonly through?: "resolver" | "one-server";
}

/** Questions that share one budget of queries and time, and what is known of zones and their servers. */
export interface DnsSession {
  /** Asks all questions in parallel; the observations are in the order of the questions. */
  ask(questions: readonly Question[]): Promise<readonly Observation[]>;
  /** Queries sent so far. */
  queries(): number;
  /** Drops all queries under way; no more are sent. */
  end(): void;
}

/** Opens sessions; the core asks the DNS through this port only. */
export interface DnsResolver {
  /** Starts a session and its time limit. */
  open(): DnsSession;
}
