import type { DnsResolver } from "#core/dns/observation";
import type { ExecutionResumer, ExecutionStarter } from "#core/onboarding/executions";
import type { Source } from "#core/onboarding/ticket-source";
import type { Table } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import type { RefusalReason } from "./outcome.ts";

/** The dependencies of opening and cancelling onboardings. */
export interface OnboardingDeps {
  readonly region: string;
  readonly table: Table;
  readonly starter: ExecutionStarter;
  readonly resumer: ExecutionResumer;
  /** The resolver, with short sessions because the sender waits for the response. */
  readonly resolver: DnsResolver;
  newId(nowMs: number): string;
  /** Makes the token of a challenge record. */
  newToken(): string;
  readDomainRules(): Promise<DomainRules>;
}

/** Whether a source may send tickets: its secrets and its settings for reading tickets, or why it may not. */
export type SourceAccess =
  | { readonly kind: "open"; readonly secrets: readonly string[]; readonly settings: ReadingSettings }
  /** The help desk is not in the configuration. */
  | { readonly kind: "switched-off" }
  /** Its secret is missing or malformed, so no delivery can be authenticated. */
  | { readonly kind: "secret-unusable" };

/** The dependencies of intake. */
export interface IntakeDeps extends OnboardingDeps {
  readAccess(source: Source): Promise<SourceAccess>;
  /** Counts a ticket about something else in the metrics. */
  countUnrelated(source: Source): void;
  /** Counts a refusal in the metrics. */
  countRefusal(source: Source, reason: RefusalReason): void;
}
