import { z } from "zod";
import { ProjectConfigurationError } from "#core/errors";
import type { Project } from "./project.ts";

/** Of configuration sets and tenants: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateTenant.html */
const NAME = /^[A-Za-z0-9_-]{1,64}$/;
const NAME_RULE = "1 to 64 letters, digits, - and _";

/** Stands for the project's own word in a declared name. */
const PLACEHOLDER = /\{(project|owner)\}/g;

const declaredName = z
  .string()
  .refine(
    (text) => NAME.test(text.replaceAll(PLACEHOLDER, "x")),
    `${NAME_RULE}, and {project} or {owner} in their places`,
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
      "the ARN of an SNS topic or of an EventBridge bus",
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
    message: "nothing: only a configuration set with create: true gets an event destination",
  });

/** What a deployer declares for a project, or for all; `null` takes a default away. */
export const projectConfiguration = z.strictObject({
  configurationSet: configurationSet.nullish(),
  tenant: z.strictObject({ name: declaredName }).nullish(),
  /** REJECT_MESSAGE: mail is refused, instead of sent by amazonses.com, while the MAIL FROM domain's MX is not found. */
  behaviorOnMxFailure: z.enum(["USE_DEFAULT_VALUE", "REJECT_MESSAGE"]).optional(),
});

/** What a deployer declares for a project, or for all. */
export type ProjectConfiguration = z.infer<typeof projectConfiguration>;

/** Where a configuration set's events are to go, and which. */
export type WantedEvents = Readonly<z.infer<typeof events>>;

/** What one project is to have in SES, its names filled in. */
export interface WantedConfiguration {
  readonly configurationSet?: {
    readonly name: string;
    readonly create: boolean;
    readonly events?: WantedEvents;
  };
  readonly tenant?: string;
  readonly rejectsOnMxFailure: boolean;
}

/** The project's own configuration, and the defaults for what it does not say. */
export function wantedConfiguration(
  project: Pick<Project, "project" | "owner" | "configuration">,
  defaults: ProjectConfiguration,
): WantedConfiguration {
  const own = Object.entries(project.configuration ?? {}).filter(([, value]) => value !== undefined);
  const declared: ProjectConfiguration = { ...defaults, ...Object.fromEntries(own) };
  const { configurationSet: set, tenant, behaviorOnMxFailure } = declared;
  const filled = (name: string) =>
    name.replaceAll(PLACEHOLDER, (_, word: "project" | "owner") => project[word]);
  return {
    ...(set && {
      configurationSet: {
        name: filled(set.name),
        create: set.create,
        ...(set.events && { events: set.events }),
      },
    }),
    ...(tenant && { tenant: filled(tenant.name) }),
    rejectsOnMxFailure: behaviorOnMxFailure === "REJECT_MESSAGE",
  };
}

/** The configuration set that an identity can be made with, since it is there already. */
export function setFromTheStart({ configurationSet: set }: WantedConfiguration): string | undefined {
  return set !== undefined && !set.create && NAME.test(set.name) ? set.name : undefined;
}

/** Throws ProjectConfigurationError if a project's own word makes a name that SES does not take. */
export function checkNames({ configurationSet: set, tenant }: WantedConfiguration): void {
  const names = { "the configuration set": set?.name, "the tenant": tenant };
  const wrong = Object.entries(names).filter(([, name]) => name !== undefined && !NAME.test(name));
  if (wrong.length === 0) return;
  const said = wrong.map(([what, name]) => `${what} would be called "${name}"`).join(" and ");
  throw new ProjectConfigurationError(`${said}; SES takes ${NAME_RULE}`);
}
