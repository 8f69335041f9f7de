import { setTimeout as pause } from "node:timers/promises";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { dynamodbListing } from "#adapters/dynamodb/listing";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesArnPrefix } from "#adapters/ses/arn-prefix";
import { sesIdentityTagger } from "#adapters/ses/identity-tagger";
import { sesProjectConfigurator } from "#adapters/ses/project-configurator";
import { configuration } from "#core/deployment-settings";
import { projectNames } from "#core/projects/project";
import type { WantedConfiguration } from "#core/projects/wanted-configuration";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../../command-line.ts";
import type { CommandInput } from "../command.ts";
import { type ConfigureDeps, type ConfiguredProject, configureProject } from "../configure-projects.ts";
import { openDeployment } from "../deployment.ts";
import { SES_SLOT_MS } from "../ses.ts";
import type { ClientSettings } from "../target.ts";

const { text } = textsIn("en");

/** Runs `projects configure` for one project, or for all of them by name. Returns the exit code. */
export async function configure(input: CommandInput, name: string | undefined): Promise<number> {
  if ((name === undefined) !== input.isOn("all"))
    throw new UsageError(text("operators.commands.configure.which"));
  if (name !== undefined && input.text("after") !== undefined)
    throw new UsageError(text("operators.commands.error.needs", { option: "after", needs: "all" }));
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
  if (!input.isJson && !input.isOn("yes")) console.log(text("operators.commands.nothing-done"));
  return failures > 0 ? 1 : 0;
}

async function readDefaults(settings: ClientSettings, stack: string): Promise<ConfigureDeps["defaults"]> {
  const ssm = new SSMClient(settings);
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: `/${stack}/configuration` }));
  return configuration.parse(JSON.parse(Parameter?.Value ?? "{}")).projects.defaults;
}

/**
 * Reads the operator's ARN; GetCallerIdentity needs no permission:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
async function readOperator(settings: ClientSettings): Promise<string> {
  const { Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}));
  if (Arn === undefined) throw new Error(text("operators.commands.error.whose-credentials"));
  return `operator:${Arn}`;
}

function describe({ project, outcome, identities, wanted, notes }: ConfiguredProject): string {
  const domains = identities.join(", ");
  const parts = declared(wanted);
  const texts: Readonly<Record<ConfiguredProject["outcome"], string>> = {
    configured: text("operators.commands.configure.done", { domains, parts }),
    planned: text("operators.commands.configure.planned", { domains, parts }),
    "nothing-to-do": text("operators.commands.configure.none"),
    failed: "FAILED",
  };
  return [`${project}: ${texts[outcome]}`, ...notes].join("; ");
}

function declared(wanted: WantedConfiguration | undefined): string {
  const { configurationSet: set, tenant } = wanted ?? {};
  const { suppression, reputationPolicy } = tenant ?? {};
  const parts = [
    text("operators.commands.configure.tags"),
    ...(set === undefined ? [] : [text("operators.commands.configure.set", { name: set.name })]),
    ...(tenant === undefined ? [] : [text("operators.commands.configure.tenant", { name: tenant.name })]),
    ...(reputationPolicy === undefined
      ? []
      : [text("operators.commands.configure.policy", { policy: reputationPolicy })]),
    ...(suppression === undefined
      ? []
      : [
          text("operators.commands.configure.suppression", {
            scope: suppression.scope,
            reasons: suppression.reasons,
          }),
        ]),
  ];
  return parts.join(", ");
}
