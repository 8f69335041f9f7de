import { KMSClient } from "@aws-sdk/client-kms";
import { kmsPublicKey } from "#adapters/kms/public-key";
import { publicKeyTexts } from "#core/domain-connect/public-key";
import { templateFileName } from "#core/domain-connect/template";
import { parseDomainName } from "#core/names/domain-name";
import { KEY_LABEL, type Service } from "#core/publication/service";
import { serviceTemplate } from "#core/publication/service-template";
import { signingZoneOf } from "#core/records/signing-zone";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../../command-line.ts";
import { type Command, type CommandInput, noNames, portIn, serverIn, wrongOption } from "../command.ts";
import { checkSteps, type Step } from "../one-click-steps.ts";
import { clientSettings } from "../target.ts";

const { text } = textsIn("en");

const DNS_PORT = 53;

const DEFAULT_LABEL = "email";

/** The exit code while a step is still open. */
const OPEN = 1;

/** The command `domain-connect`. */
export const domainConnect: Command = {
  summary: text("operators.domain-connect.summary"),
  usages: [
    [
      "--provider DOMAIN",
      "--set-up-host HOST",
      "[--name NAME]",
      "[--label LABEL]",
      "[--reports ADDRESS]",
      "[--zone ZONE]…",
      "[--resolver ADDRESS]",
      "[--dns-port PORT]",
    ].join(" "),
  ],
  details: [text("operators.domain-connect.details")],
  options: {
    provider: { type: "string", value: "DOMAIN", summary: text("operators.domain-connect.provider") },
    "set-up-host": { type: "string", value: "HOST", summary: text("operators.domain-connect.host") },
    name: { type: "string", value: "NAME", summary: text("operators.domain-connect.name") },
    label: {
      type: "string",
      value: "LABEL",
      summary: text("operators.domain-connect.label"),
    },
    reports: { type: "string", value: "ADDRESS", summary: text("operators.domain-connect.reports") },
    zone: { type: "string", multiple: true, value: "ZONE", summary: text("operators.domain-connect.zone") },
    "dns-port": { type: "string", value: "PORT", summary: text("operators.domain-connect.port") },
    resolver: { type: "string", value: "ADDRESS", summary: text("operators.domain-connect.resolver") },
  },
  async run(input) {
    noNames(input);
    const given = givenIn(input);
    const settings = await clientSettings(input.target);
    const client = new KMSClient(settings);
    const service = serviceOf(given, await client.config.region());
    const key = await kmsPublicKey(client, `alias/${input.target.stack}-links`);
    const template = serviceTemplate(service, {
      providerName: input.text("name") ?? service.providerId,
      redirectDomain: given.setUpHost,
    });
    const records = publicKeyTexts(key).map((value) => ({
      name: `${KEY_LABEL}.${service.providerId}`,
      value,
    }));
    const steps = await checkSteps(service.providerId, key, {
      zones: input.texts("zone"),
      resolver: given.resolver,
      port: given.port,
    });
    const output = { file: templateFileName(template), template, records, steps };
    console.log(input.isJson ? JSON.stringify(output) : linesOf(output).join("\n"));
    return steps.every(({ isDone }) => isDone) ? 0 : OPEN;
  },
};

/** Reads what is given, before anything is asked of AWS. */
function givenIn(input: CommandInput) {
  return {
    providerId: domainOf(input, "provider"),
    setUpHost: domainOf(input, "set-up-host"),
    label: labelOf(input.text("label") ?? DEFAULT_LABEL),
    reports: input.text("reports"),
    resolver: serverIn(input, "resolver"),
    port: portIn(input, "dns-port", 1) ?? DNS_PORT,
  };
}

function serviceOf({ providerId, label, reports }: ReturnType<typeof givenIn>, region: string): Service {
  return {
    providerId,
    region,
    signingZone: signingZoneOf(region),
    mailFromLabel: label,
    ...(reports === undefined ? {} : { dmarcReports: reports }),
  };
}

/** Validates a single label, which the template puts below each domain. */
function labelOf(label: string): string {
  if (parseDomainName(`${label}.example.com`) === undefined || label.includes("."))
    throw wrongOption("label", label, text("operators.commands.error.label"));
  return label;
}

function domainOf(input: CommandInput, option: string): string {
  const given = input.text(option);
  if (given === undefined) throw new UsageError(text("operators.commands.error.option-needed", { option }));
  const name = parseDomainName(given) ?? (isLocal(given) ? given : undefined);
  if (name === undefined) throw wrongOption(option, given, text("fault.domain-name"));
  return name;
}

/** The set-up page of a local cloud has an IP address instead of a name. */
function isLocal(host: string): boolean {
  return host === "127.0.0.1";
}

function linesOf(output: {
  readonly file: string;
  readonly template: object;
  readonly records: readonly { readonly name: string; readonly value: string }[];
  readonly steps: readonly Step[];
}): string[] {
  const { file, template, records, steps } = output;
  return [
    text("operators.domain-connect.template-title", { file }),
    JSON.stringify(template, null, 2),
    "",
    text("operators.domain-connect.records-title"),
    ...records.map(({ name, value }) => `${name}. 3600 IN TXT "${value}"`),
    "",
    text("operators.domain-connect.request-title"),
    text("operators.domain-connect.request", { file }),
    "",
    text("operators.domain-connect.steps-title"),
    ...steps.map(({ isDone, subject, said }) => `${isDone ? "done" : "open"}  ${subject}: ${said}`),
  ];
}
