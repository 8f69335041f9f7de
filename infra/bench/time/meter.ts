/** The usage of one Lambda function. */
export interface FunctionUse {
  invocations: number;
  lambdaMs: number;
  readUnits: number;
  writeUnits: number;
  /** The write units that only the console and the report need: for stages, and for the texts of notices. */
  recordUnits: number;
}

/** The usage of `index-onboardings`. */
export interface IndexUse extends FunctionUse {
  /** The metrics that are sent. */
  milestones: number;
}

/** The usage of one onboarding, for everything that has a price. */
export interface Meter {
  sesReads: number;
  sesWrites: number;
  dnsQueries: number;
  /** Turns of the prober, and the bytes that they read from its index. */
  probes: number;
  indexBytes: number;
  transitions: number;
  /** Events of the state machine that are logged at the level of the template. */
  loggedEvents: number;
  mails: number;
  topicMessages: number;
  busEvents: number;
  httpRequests: number;
  /** By the folders of the functions. */
  readonly functions: Record<string, FunctionUse>;
}

/** Makes a meter with all counts at zero. */
export function newMeter(): Meter {
  return {
    sesReads: 0,
    sesWrites: 0,
    dnsQueries: 0,
    probes: 0,
    indexBytes: 0,
    transitions: 0,
    loggedEvents: 0,
    mails: 0,
    topicMessages: 0,
    busEvents: 0,
    httpRequests: 0,
    functions: {},
  };
}

/** Returns the usage of a function, which the caller counts up. */
export function useOf({ functions }: Meter, folder: string): FunctionUse {
  const use = functions[folder] ?? {
    invocations: 0,
    lambdaMs: 0,
    readUnits: 0,
    writeUnits: 0,
    recordUnits: 0,
  };
  functions[folder] = use;
  return use;
}

/** Adds up the usage of all functions. */
export function usedInAll({ functions }: Meter, key: keyof FunctionUse): number {
  return Object.values(functions).reduce((sum, use) => sum + use[key], 0);
}
