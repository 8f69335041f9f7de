/** What one onboarding uses of everything that costs something. */
export interface Meter {
  sesReads: number;
  sesWrites: number;
  dnsQueries: number;
  /** Of all Lambda functions. */
  invocations: number;
  lambdaMs: number;
  transitions: number;
  historyEvents: number;
  readUnits: number;
  writeUnits: number;
  mails: number;
  topicMessages: number;
  busEvents: number;
  httpRequests: number;
}

/** Returns a meter at zero. */
export function newMeter(): Meter {
  return {
    sesReads: 0,
    sesWrites: 0,
    dnsQueries: 0,
    invocations: 0,
    lambdaMs: 0,
    transitions: 0,
    historyEvents: 0,
    readUnits: 0,
    writeUnits: 0,
    mails: 0,
    topicMessages: 0,
    busEvents: 0,
    httpRequests: 0,
  };
}
