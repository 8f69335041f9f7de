/** The usage of one onboarding, for everything that has a price. */
export interface Meter {
  sesReads: number;
  sesWrites: number;
  dnsQueries: number;
  /** Turns of the prober, and the bytes that they read from its index. */
  probes: number;
  indexBytes: number;
  /** The invocations of all Lambda functions. */
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

/** Makes a meter with all counts at zero. */
export function newMeter(): Meter {
  return {
    sesReads: 0,
    sesWrites: 0,
    dnsQueries: 0,
    probes: 0,
    indexBytes: 0,
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
