/** The record types that a check asks for; SPF is type 99, which receivers ignore (RFC 7208 §3.1). */
export type RecordType = "A" | "AAAA" | "CNAME" | "MX" | "NS" | "SOA" | "SPF" | "TXT";

/** Why a server's records are unknown. */
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
 * The answer of one server for one name and type. Values are canonical: names in lower case without the final
 * dot, MX as "<preference> <exchange>", the strings of TXT and SPF joined. All times are in seconds.
 */
export type DnsAnswer =
  | { readonly kind: "records"; readonly values: readonly string[]; readonly ttl: number }
  | { readonly kind: "absent"; readonly nxdomain: boolean; readonly negativeTtl: number }
  | { readonly kind: "unknown"; readonly reason: UnknownReason };

/** The answer of one server, with the server's name; `address` is empty if the address could not be found. */
export interface ServerAnswer {
  readonly server: string;
  readonly address: string;
  readonly answer: DnsAnswer;
}

/**
 * The fields of a zone's SOA record that show who runs it; `admin` is a mailbox written as a name (RFC 1035
 * §8).
 */
export interface ZoneAuthority {
  readonly primary: string;
  readonly admin: string;
  readonly serial: number;
}

/** The two lists of a zone's name servers, which should be the same (RFC 1034 §4.2.2). */
export interface Delegation {
  /** The list in the parent zone, which the registrar maintains, as one of its servers answered it. */
  readonly above: ServerAnswer;
  /** The list in the zone itself. */
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
  /**
   * The zone whose servers delegated `zone`, and which therefore holds its NS records; absent if none did.
   */
  readonly delegatedIn?: string;
  /**
   * The delegation of a zone that was not reached by a referral; absent if the parent zone was not asked or
   * did not answer.
   */
  readonly delegation?: Delegation;
  readonly nameServers: readonly string[];
  readonly authoritative: readonly ServerAnswer[];
  readonly recursive: readonly ServerAnswer[];
  /** The targets of the CNAMEs that were followed, in order; the last one holds the answer. */
  readonly aliases: readonly string[];
  /** The SOA record of the zone, if any answer of the session included it. */
  readonly soa?: ZoneAuthority;
  /** Whether the registrable domain exists in the public DNS; "no" only after NXDOMAIN. */
  readonly zoneExists: "yes" | "no" | "unknown";
  /**
   * "broken" if resolvers answer SERVFAIL, but answer normally when DNSSEC checking is disabled (CD bit, RFC
   * 4035 §3.2.2).
   */
  readonly dnssec?: "broken";
}

/** A question for the DNS. */
export interface Question {
  readonly name: string;
  readonly type: RecordType;
  /**
   * Resolvers are asked only if the values at the name servers meet this condition, because an earlier
   * question would put a negative answer into their caches. Without a condition they are not asked.
   */
  readonly isRight?: (values: readonly string[]) => boolean;
  /**
   * "resolver" asks a resolver only: it costs fewer queries, and suffices for zones that the customer does
   * not change. "one-server" stops at the first name server that answers: it suffices for names where no
   * record is required.
   */
  readonly through?: "resolver" | "one-server";
}

/**
 * A series of questions with one budget of queries and time, and with shared knowledge of zones and their
 * servers.
 */
export interface DnsSession {
  /** Asks all questions in parallel, and returns the observations in the order of the questions. */
  ask(questions: readonly Question[]): Promise<readonly Observation[]>;
  /** Returns the number of queries sent so far. */
  queries(): number;
  /** Cancels all queries in progress and sends no more. */
  end(): void;
}

/** Opens sessions; the core asks the DNS through this port only. */
export interface DnsResolver {
  /**
   * Starts a session and its time limit. With the time of a check, in epoch milliseconds, the session uses
   * cached answers of earlier checks for their TTL, if they are about name servers or about zones that the
   * customer does not change.
   */
  open(nowMs?: number): DnsSession;
}
