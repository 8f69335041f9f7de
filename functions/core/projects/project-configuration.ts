import * as z from "zod";
import { expecting } from "#core/words/expected-text";

/** Of configuration sets and tenants: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateTenant.html */
export const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** The placeholder for the project's own name in a declared name. */
export const PLACEHOLDER = /\{(project|owner)\}/g;

const declaredName = z.string().refine(
  (text) => NAME.test(text.replaceAll(PLACEHOLDER, "x")),
  expecting({
    key: "operators.fault.declared-name",
    values: { placeholders: "{project} / {owner}" },
  }),
);

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EventDestinationDefinition.html */
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
    /** Made by us if it is not there; else it must be there. */
    create: z.boolean().default(false),
    /** Where its events go, if it is ours to make. */
    events: events.optional(),
  })
  .refine(({ create, events: declared }) => create || declared === undefined, {
    path: ["events"],
    message: "operators.fault.no-event-destination",
  });

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_PutTenantSuppressionAttributes.html */
const suppression = z.strictObject({
  /** TENANT: the tenant has a suppression list of its own. ACCOUNT: it shares the account's. */
  scope: z.enum(["ACCOUNT", "TENANT"]),
  reasons: z.array(z.enum(["BOUNCE", "COMPLAINT"])).default(["BOUNCE", "COMPLAINT"]),
});

const tenant = z.strictObject({
  name: declaredName,
  /** When SES pauses the tenant by itself: https://docs.aws.amazon.com/ses/latest/dg/tenants.html */
  reputationPolicy: z.enum(["none", "standard", "strict"]).optional(),
  suppression: suppression.optional(),
});

/** The declaration of a deployer for a project, or for all; `null` takes a default away. */
export const projectConfiguration = z.strictObject({
  configurationSet: configurationSet.nullish(),
  tenant: tenant.nullish(),
  /** REJECT_MESSAGE: mail is refused, instead of sent by amazonses.com, while the MAIL FROM domain's MX is not found. */
  behaviorOnMxFailure: z.enum(["USE_DEFAULT_VALUE", "REJECT_MESSAGE"]).optional(),
});

/** The declaration of a deployer for a project, or for all. */
export type ProjectConfiguration = z.infer<typeof projectConfiguration>;

/** The tenant that a project is to have, and how it is protected. */
export type WantedTenant = Readonly<z.infer<typeof tenant>>;

/** Where a configuration set's events are to go, and which. */
export type WantedEvents = Readonly<z.infer<typeof events>>;
