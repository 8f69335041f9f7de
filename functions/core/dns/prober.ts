import type { DnsAnswer, RecordType } from "./observation.ts";

/** A name and type to ask for. */
export interface ProbeQuestion {
  readonly name: string;
  readonly type: RecordType;
}

/** Asks the name servers of many domains a few questions each; `minute` is the time in whole minutes. */
export interface DnsProber {
  /**
   * Asks one name server for each question, and a different one each minute. Resolvers are not asked: their
   * caches hold old answers.
   */
  askOne(questions: readonly ProbeQuestion[], minute: number): Promise<readonly DnsAnswer[]>;
  /** Asks every name server for each question. */
  askAll(questions: readonly ProbeQuestion[], minute: number): Promise<readonly (readonly DnsAnswer[])[]>;
}
