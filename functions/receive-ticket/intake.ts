import type { DnsResolver } from "#core/dns/observation";
import type { ExecutionResumer, ExecutionStarter } from "#core/onboarding/executions";
import type { Source } from "#core/onboarding/ticket-source";
import type { Table } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import type { ReadingSettings } from "#core/tickets/help-desks/help-desk-settings";
import type { RefusalReason } from "./outcome.ts";

/** What opening and cancelling need of the world. */
export interface OnboardingDeps {
  readonly region: string;
  readonly table: Table;
  readonly starter: ExecutionStarter;
  readonly waker: ExecutionResumer;
  /** Its sessions end soon: they decide how long an answer may take. */
  readonly resolver: DnsResolver;
  newId(nowMs: number): string;
  /** The token of a challenge. */
  newToken(): string;
  readDomainRules(): Promise<DomainRules>;
}

/** What vouches for a source's deliveries, and how they are read. */
export interface SourceAccess {
  readonly secrets: readonly string[];
  readonly settings: ReadingSettings;
}

/** What intake needs of the world. */
export interface IntakeDeps extends OnboardingDeps {
  /** `undefined` if the source is switched off. */
  readAccess(source: Source): Promise<SourceAccess | undefined>;
  /** Told of each refusal, for the metrics. */
  countRefusal(source: Source, reason: RefusalReason): void;
}
