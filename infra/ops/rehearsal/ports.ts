import type { Table } from "#core/table";
import type { Person } from "../../person.ts";
import type { OperatorsApi } from "../operators-api.ts";
import type { TestMailRequest } from "../test-mail.ts";

/** A DNS record as the set-up page lists it. */
export interface ZoneRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly ttl: number;
  readonly priority?: number | undefined;
}

/** A public DNS zone that the operator's credentials can change. */
export interface HostedZone {
  readonly name: string;
  /** Adds records; fails if one of the record sets exists. */
  create(records: readonly ZoneRecord[]): Promise<void>;
  /** Deletes exactly these record sets; fails if one was changed. */
  remove(records: readonly ZoneRecord[]): Promise<void>;
}

/** The dependencies of a rehearsal. */
export interface RehearsalDeps {
  readonly api: OperatorsApi;
  readonly table: Pick<Table, "get">;
  readonly identities: {
    exists(name: string): Promise<boolean>;
    /** Deletes an identity that this onboarding made; throws if another onboarding made it. */
    deleteOf(onboardingId: string, name: string): Promise<void>;
  };
  /** Throws if the name servers give no usable answer. */
  readonly dns: { hasRecords(name: string): Promise<boolean> };
  /** Finds the zone of a name in the account; `undefined` if the operator adds the records by hand. */
  findZone(name: string): Promise<HostedZone | undefined>;
  sendTicket(ticket: unknown): Promise<{ readonly status: number; readonly body: string }>;
  sendTestMail(request: TestMailRequest): Promise<string>;
  /** Sets an alarm to ALARM; returns its name, or `undefined` if the stack has none. */
  testAlarm(): Promise<string | undefined>;
  readonly person: Person;
  /** The milliseconds of a clock that is never set back. */
  now(): number;
  pause(): Promise<void>;
}

/** The name to set up, and the recipient of the mails. */
export interface RehearsalRequest {
  readonly domain: string;
  /** The operator's own address, which receives the customer's mails. */
  readonly mail: string;
}

/** Everything that a rehearsal has created so far, for the clean-up. */
export interface Progress {
  readonly project: string;
  isRegistered: boolean;
  onboardingId: string | undefined;
  setupUrl: string | undefined;
  zone: HostedZone | undefined;
  created: readonly ZoneRecord[];
}
