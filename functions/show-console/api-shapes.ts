import * as z from "zod";

const time = z.string().nullable();

/** One onboarding in a list of the operators' API. */
export const summary = z.looseObject({
  onboardingId: z.string(),
  status: z.string(),
  project: z.string(),
  owner: z.string(),
  source: z.string(),
  ticket: z.string(),
  identity: z.string(),
  mailFrom: z.string(),
  waitingOn: z.object({ whom: z.string(), since: time, until: time }),
  /** Independent of later requests and comments; `null` where it was not read. */
  awaitedSince: time,
  createdAt: time,
});

/** One onboarding in a list of the operators' API. */
export type Summary = z.infer<typeof summary>;

/** The answer to `GET /onboardings`. */
export const list = z.object({ onboardings: z.array(summary), next: z.string().nullable() });

const needsAction = summary.extend({
  decision: z.string().nullable(),
  ses: z.object({ dkim: z.string().nullable(), mailFrom: z.string().nullable() }),
  mutedAt: time,
  requester: z.string(),
  because: z.string().nullable(),
  failedFrom: z.string().nullable(),
  contestedBecause: z.string().nullable(),
  attempt: z.number(),
  lost: z.array(z.object({ at: time, recipient: z.string(), errorName: z.string() })),
  incident: z.object({ since: time, lostAt: time }).nullable(),
  sesGivesUpAt: time,
  findings: z.array(z.string()),
});

/** One onboarding that needs action. */
export type NeedsAction = z.infer<typeof needsAction>;

/** The answer to `GET /attention`. */
export const attention = z.object({
  sections: z.array(z.object({ kind: z.string(), onboardings: z.array(needsAction), isMore: z.boolean() })),
});

const event = z.looseObject({
  at: time,
  type: z.string(),
  by: z.string(),
  because: z.string().nullable(),
  told: z.array(z.string()),
  texts: z.array(z.object({ recipient: z.string(), notice: z.string() })),
  undelivered: z.array(z.string()),
  givenUp: z.array(z.object({ recipient: z.string(), errorName: z.string() })),
});

/** An event of an onboarding, and the recipients of its notices. */
export type EventView = z.infer<typeof event>;

const stage = z.object({
  at: time,
  status: z.string(),
  awaits: z.string(),
  records: z.array(
    z.object({ name: z.string(), type: z.string(), state: z.string(), seen: z.array(z.string()) }),
  ),
  findings: z.array(z.looseObject({ code: z.string(), record: z.string().optional() })),
  oneClick: z.string(),
});

/** What an onboarding waited for, and the result of its checks. */
export type StageView = z.infer<typeof stage>;

/** The answer to `GET /onboardings/{onboardingId}`. */
export const details = summary.extend({
  requester: z.string(),
  fromAddresses: z.array(z.string()),
  execution: z.string(),
  executionUrl: z.string().nullable(),
  ticketUrl: z.string().nullable(),
  linkVersion: z.number(),
  nextLookAt: time,
  lastLookAt: time,
  lapsesAt: time,
  closedBecause: z.string().nullable(),
  mutedAt: time,
  records: z.array(
    z.looseObject({
      type: z.string(),
      name: z.string(),
      value: z.string(),
      state: z.string(),
      seen: z.array(z.string()),
    }),
  ),
  findings: z.array(z.looseObject({ code: z.string(), severity: z.string(), fix: z.string() })),
  customerSees: z.string(),
  attempt: z.number(),
  ownership: z.object({ because: z.string(), requestedAt: time, provedAt: time }).nullable(),
  claims: z.array(
    z.object({ name: z.string(), owner: z.string(), state: z.string(), onboardingId: z.string() }),
  ),
  ses: z.looseObject({
    verification: z.string().optional(),
    dkim: z.string().optional(),
    mailFrom: z.string().optional(),
    mailFromDomain: z.string().optional(),
    readAt: time,
    isDkimStuck: z.boolean(),
  }),
  approvable: z.array(z.string()),
  isAssignable: z.boolean(),
  sesGivesUpAt: time,
  decision: z.object({ why: z.string(), next: z.string() }).nullable(),
  approval: z.object({ leadsTo: z.string(), changes: z.array(z.string()) }).nullable(),
  events: z.array(event),
  stages: z.array(stage),
});

/** The answer to `GET /onboardings/{onboardingId}`. */
export type Details = z.infer<typeof details>;

/** The answer to `GET /onboardings/{onboardingId}/notices/{notice+}`. */
export const notice = z.object({ at: time, subject: z.string(), text: z.string() });

const change = z.object({
  at: time,
  by: z.string(),
  type: z.string(),
  because: z.string().optional(),
  entry: z.unknown().optional(),
});

/** The answer to `GET /projects/{project+}`. */
export const project = z.looseObject({
  project: z.string(),
  owner: z.string(),
  platform: z.string(),
  requesters: z.array(z.string()),
  domains: z.array(
    z.looseObject({
      identity: z.string(),
      mailFrom: z.string().optional(),
      onboardingId: z.string(),
      configurationSet: z.string().optional(),
      tenant: z.string().optional(),
    }),
  ),
  fromAddresses: z.array(
    z.object({
      address: z.string(),
      isDefault: z.boolean(),
      state: z.string(),
      words: z.array(z.string()),
      dmarc: z.string(),
      checkedAt: time,
    }),
  ),
  drift: z.array(
    z.object({
      identity: z.string(),
      part: z.enum(["configurationSet", "tenant"]),
      has: z.string().nullable(),
      wants: z.string().nullable(),
    }),
  ),
  tenants: z.array(z.object({ name: z.string(), sending: z.string() })),
  configuration: z.unknown(),
  paused: z.object({ at: time, by: z.string(), because: z.string() }).nullable(),
  changes: z.array(change),
});

/** The answer to `GET /projects`. */
export const projects = z.object({
  projects: z.array(z.looseObject({ project: z.string(), owner: z.string(), paused: z.unknown() })),
  next: z.string().nullable(),
});

const distribution = z.object({
  count: z.number(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
});

/** The counts of a week, or of a period. */
const counts = z.object({
  opened: z.number(),
  ready: z.number(),
  expired: z.number(),
  cancelled: z.number(),
  failed: z.number(),
  lost: z.number(),
});

/** The answer to `GET /report`. */
export const report = z.looseObject({
  from: z.string(),
  to: z.string(),
  totals: counts,
  weeks: z.array(counts.extend({ week: z.string() })),
  timeToReady: distribution,
  timeByParty: z.record(z.string(), distribution.extend({ share: z.number().nullable() })),
  funnel: z.array(z.object({ step: z.string(), count: z.number() })),
  findings: z.array(
    z.object({
      code: z.string(),
      hours: z.number(),
      hosts: z.array(z.object({ host: z.string(), hours: z.number() })),
    }),
  ),
  unaided: z.object({ count: z.number(), share: z.number().nullable() }),
  reminders: z.number(),
  losses: z.object({
    lost: z.number(),
    noticedByDns: z.number(),
    noticedBySes: z.number(),
    timeToRepair: distribution,
  }),
  interventions: z.array(z.object({ action: z.string(), count: z.number() })),
  sesQueue: distribution,
  oneClick: z.object({ offered: z.number(), used: z.number(), succeeded: z.number() }),
});

/** The answer to `GET /report`. */
export type ReportAnswer = z.infer<typeof report>;
