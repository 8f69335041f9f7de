import { setTimeout as pause } from "node:timers/promises";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { dynamodbListing } from "#adapters/dynamodb/listing";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesIdentityTagger } from "#adapters/ses/identity-tagger";
import { sesProjectConfigurator } from "#adapters/ses/project-configurator";
import { configuration } from "#core/deployment-settings";
import { projectNames } from "#core/projects/project";
import type { WantedConfiguration } from "#core/projects/wanted-configuration";
import { UsageError } from "../../command-line.ts";
import type { CommandInput } from "../command.ts";
import { type ConfigureDeps, type ConfiguredProject, configureProject } from "../configure-projects.ts";
import { openDeployment } from "../deployment.ts";
import { SES_SLOT_MS, sesArnPrefix } from "../ses.ts";
import type { ClientSettings } from "../target.ts";

/** Runs `projects configure`: one project, or all of them in the order of their names. Returns the exit code. */
export async function configure(input: CommandInput, name: string | undefined): Promise<number> {
  if ((name === undefined) !== input.isOn("all")) throw new UsageError("say which project, or --all");
  const { dynamodb, tableName, settings, stateMachineArn, now } = await openDeployment(input);
  const ses = new SESv2Client(settings);
  const arnPrefix = sesArnPrefix(stateMachineArn);
  const deps: ConfigureDeps = {
    table: dynamodbTable(dynamodb, tableName),
    budget: dynamodbSesBudget(dynamodb, tableName, SES_SLOT_MS),
    configurator: sesProjectConfigurator(ses, arnPrefix),
    tag: sesIdentityTagger(ses, arnPrefix),
    defaults: await readDefaults(settings, input.target.stack),
    by: await readOperator(settings),
    now,
    pause: (ms) => pause(ms),
  };
  const listing = dynamodbListing(dynamodb, tableName);
  const pages = name === undefined ? projectNames(listing, input.text("after")) : [[name]];
  let failures = 0;
  for await (const names of pages) {
    for (const one of names) {
      const result = await configureProject(one, !input.isOn("yes"), deps);
      if (result.outcome === "failed") failures += 1;
      console.log(input.isJson ? JSON.stringify(result) : describe(result));
    }
  }
  if (!input.isJson && !input.isOn("yes")) console.log("Nothing was done yet: add --yes.");
  return failures > 0 ? 1 : 0;
}

async function readDefaults(settings: ClientSettings, stack: string): Promise<ConfigureDeps["defaults"]> {
  const ssm = new SSMClient(settings);
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: `/${stack}/configuration` }));
  return configuration.parse(JSON.parse(Parameter?.Value ?? "{}")).projects.defaults;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html needs no permission. */
async function readOperator(settings: ClientSettings): Promise<string> {
  const { Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
  if (Arn === undefined) throw new Error("AWS does not say whose credentials these are");
  return `operator:${Arn}`;
}

function describe({ project, outcome, identities, wanted, notes }: ConfiguredProject): string {
  const domains = identities.join(", ");
  const texts: Readonly<Record<ConfiguredProject["outcome"], string>> = {
    configured: `configured ${domains} as declared: ${declared(wanted)}`,
    planned: `would configure ${domains} as declared: ${declared(wanted)}`,
    "nothing-to-do": "no domain is ready",
    failed: "FAILED",
  };
  return [`${project}: ${texts[outcome]}`, ...notes].join("; ");
}

function declared(wanted: WantedConfiguration | undefined): string {
  const { configurationSet: set, tenant } = wanted ?? {};
  const { suppression, reputationPolicy } = tenant ?? {};
  const parts = [
    "tags",
    ...(set === undefined ? [] : [`configuration set ${set.name}`]),
    ...(tenant === undefined ? [] : [`tenant ${tenant.name}`]),
    ...(reputationPolicy === undefined ? [] : [`reputation policy ${reputationPolicy}`]),
    ...(suppression === undefined
      ? []
      : [`suppression ${suppression.scope} for ${suppression.reasons.join(" and ")}`]),
  ];
  return parts.join(", ");
}
