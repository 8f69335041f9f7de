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

/** What the SOA record of a zone tells about who runs it; `admin` is a mailbox in the form of a name. */
export interface ZoneAuthority {
  readonly primary: string;
  readonly admin: string;
  readonly serial: number;
}

/**
 * All that one look learnt about one name and type. Without a zone, `recursive` holds what the resolver said
 * when asked for the name servers.
 */
export interface Observation {
  readonly name: string;
  readonly type: RecordType;
  readonly zone?: string;
  readonly nameServers: readonly string[];
  readonly authoritative: readonly ServerAnswer[];
  readonly recursive: readonly ServerAnswer[];
  /** The names that CNAMEs led to, in their order, the last one being where the answer is from. */
  readonly aliases: readonly string[];
  /** Of the zone, if any answer of the session told it. */
  readonly soa?: ZoneAuthority;
  /** Whether the registrable domain is on the public internet; "no" by an NXDOMAIN alone. */
  readonly zoneExists: "yes" | "no" | "unknown";
  /** The resolvers fail by SERVFAIL, and answer once they are told not to check signatures. */
  readonly dnssec?: "broken";
}

/** One thing to ask. */
export interface Question {
  readonly name: string;
  readonly type: RecordType;
  /**
   * Resolvers are asked only once this holds at the name servers, so as to plant no negative answer; without it never.
   */
  readonly isRight?: (values: readonly string[]) => boolean;
  /**
   * "resolver" asks a resolver alone: cheaper, for zones of others whose answers every cache may hold. "one-server"
   * is content with the first name server that answers: for names where nothing has to be.
   */
  readonly through?: "resolver" | "one-server";
}

/** Looks that share one budget of queries and time and what they learnt of zones and their servers. */
export interface DnsSession {
  /** Asks all questions in parallel; the sightings stand in the order of the questions. */
  ask(questions: readonly Question[]): Promise<readonly Observation[]>;
  /** Queries sent so far. */
  queries(): number;
  /** Drops what is still under way; nothing is sent any more. */
  end(): void;
}

/** The port through which the core sees the DNS. */
export interface DnsResolver {
  /** Begins a session: its time runs from now on, until it is ended. */
  open(): DnsSession;
}
