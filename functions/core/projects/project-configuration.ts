import * as z from "zod";
import { expecting } from "#core/words/expected-text";

/**
 * The names that SES accepts for configuration sets and tenants:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateTenant.html
 */
export const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** The placeholder for the project's or owner's name in a declared name. */
export const PLACEHOLDER = /\{(project|owner)\}/g;

const declaredName = z.string().refine(
  (text) => NAME.test(text.replaceAll(PLACEHOLDER, "x")),
  expecting({
    key: "operators.fault.declared-name",
    values: { placeholders: "{project} / {owner}" },
  }),
);

/**
 * The event types of SES:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EventDestinationDefinition.html
 */
const EVENT_TYPES = [
  "SEND",
  "REJECT",
  "BOUNCE",
  "COMPLAINT",
  "DELIVERY",
  "OPEN",
  "CLICK",
  "RENDERING_FAILURE",
  "DELIVERY_DELAY",
  "SUBSCRIPTION",
] as const;

const events = z.strictObject({
  to: z
    .string()
    .regex(
      /^arn:[\w-]+:(sns:[\w-]+:\d{12}:[\w-]{1,256}|events:[\w-]+:\d{12}:event-bus\/[\w./-]+)$/,
      "operators.fault.event-destination",
    ),
  types: z.array(z.enum(EVENT_TYPES)).min(1).default(["BOUNCE", "COMPLAINT", "REJECT"]),
});

const configurationSet = z
  .strictObject({
    name: declaredName,
    /** True if Sendworthy creates the configuration set; otherwise it must exist. */
    create: z.boolean().default(false),
    /** The destination of its events, if Sendworthy creates it. */
    events: events.optional(),
  })
  .refine(({ create, events: declared }) => create || declared === undefined, {
    path: ["events"],
    message: "operators.fault.no-event-destination",
  });

/**
 * The suppression settings of a tenant:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutTenantSuppressionAttributes.html
 */
const suppression = z.strictObject({
  /** "TENANT": the tenant has its own suppression list; "ACCOUNT": it shares the account's. */
  scope: z.enum(["ACCOUNT", "TENANT"]),
  reasons: z.array(z.enum(["BOUNCE", "COMPLAINT"])).default(["BOUNCE", "COMPLAINT"]),
});

const tenant = z.strictObject({
  name: declaredName,
  /**
   * Determines when SES pauses the tenant automatically:
   * https://docs.aws.amazon.com/ses/latest/dg/tenants.html
   */
  reputationPolicy: z.enum(["none", "standard", "strict"]).optional(),
  suppression: suppression.optional(),
});

/** The deployer's declaration for one project or for all; `null` removes a default. */
export const projectConfiguration = z.strictObject({
  configurationSet: configurationSet.nullish(),
  tenant: tenant.nullish(),
  /**
   * "REJECT_MESSAGE": while SES does not find the MX of the MAIL FROM domain, it rejects mail instead of
   * sending with amazonses.com.
   */
  behaviorOnMxFailure: z.enum(["USE_DEFAULT_VALUE", "REJECT_MESSAGE"]).optional(),
});

/** The deployer's declaration for one project or for all. */
export type ProjectConfiguration = z.infer<typeof projectConfiguration>;

/** The wanted tenant of a project, with its protection. */
export type WantedTenant = Readonly<z.infer<typeof tenant>>;

/** The wanted events of a configuration set, and their destination. */
export type WantedEvents = Readonly<z.infer<typeof events>>;
