import { Resolver } from "node:dns/promises";
import { isIPv6 } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { dynamodbReader } from "#adapters/dynamodb/reader";
import { domainName } from "#core/names/domain-name";
import { parseEmailAddress } from "#core/names/email-address";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../../command-line.ts";
import { type Person, withPerson } from "../../person.ts";
import { wrapped } from "../../wrapped.ts";
import { type Command, type CommandInput, noNames, serverIn } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { apiUrl, operatorsApi, timeAt } from "../operators-api.ts";
import { alarmTest, dnsLookup, findZone, sesIdentities, ticketSender } from "../rehearsal/adapters.ts";
import type { RehearsalDeps, RehearsalRequest } from "../rehearsal/ports.ts";
import { type StepResult, rehearse as walk } from "../rehearsal/rehearse.ts";
import { sendTestMail } from "../test-mail.ts";

const { text } = textsIn("en");

/** A step failed, or something could not be removed. */
const FAILURE = 1;

const POLL_MS = 2000;

/** The command `rehearse`. */
export const rehearse: Command = {
  summary: text("operators.commands.rehearse"),
  usages: ["--domain DOMAIN --mail ADDRESS [--resolver IP:PORT] [--table NAME]"],
  details: [text("operators.commands.rehearse.details")],
  options: {
    domain: { type: "string", value: "DOMAIN", summary: text("operators.commands.rehearse.domain") },
    mail: { type: "string", value: "ADDRESS", summary: text("operators.commands.rehearse.mail") },
    resolver: {
      type: "string",
      value: "IP:PORT",
      summary: text("operators.commands.rehearse.resolver"),
    },
    ...TABLE_OPTION,
  },
  async run(input) {
    noNames(input);
    const request = requestOf(input);
    // Before anything is asked of the deployment, or of a person.
    serverIn(input, "resolver");
    return withPerson(async (person) => {
      const { steps, left } = await walk(request, await rehearsalDeps(input, person), (result) => {
        if (!input.isJson) console.log(linesOf(result).join("\n"));
      });
      if (input.isJson) console.log(JSON.stringify({ steps, left }));
      return steps.every(({ state }) => state === "ok") ? 0 : FAILURE;
    });
  },
};

/** Connects a rehearsal with a deployment. */
export async function rehearsalDeps(input: CommandInput, person: Person): Promise<RehearsalDeps> {
  const resolver = resolverOf(input);
  const { dynamodb, tableName, settings } = await openDeployment(input);
  const { target } = input;
  const url = await apiUrl(target);
  return {
    api: await operatorsApi(target),
    table: dynamodbReader(dynamodb, tableName),
    identities: sesIdentities(settings),
    dns: dnsLookup(resolver),
    findZone: (name) => findZone(settings, resolver, name),
    sendTicket: ticketSender(settings, target.stack, { url, time: () => timeAt(url) }),
    sendTestMail: (request) => sendTestMail(request, { dynamodb, tableName, ses: new SESv2Client(settings) }),
    testAlarm: alarmTest(settings, target.stack),
    person,
    now: () => performance.now(),
    pause: () => pause(POLL_MS),
  };
}

function resolverOf(input: CommandInput): Resolver {
  const resolver = new Resolver();
  const server = serverIn(input, "resolver");
  if (server !== undefined) {
    const host = isIPv6(server.address) ? `[${server.address}]` : server.address;
    resolver.setServers([`${host}:${server.port}`]);
  }
  return resolver;
}

function requestOf(input: CommandInput): RehearsalRequest {
  const domain = domainName.safeParse(input.text("domain"));
  if (!domain.success) throw new UsageError(text("operators.commands.rehearse.which-domain"));
  const mail = parseEmailAddress(input.text("mail") ?? "");
  if (mail === undefined) throw new UsageError(text("operators.commands.rehearse.which-mail"));
  return { domain: domain.data, mail: mail.address };
}

function linesOf({ step, state, ms, detail, lookAt }: StepResult): string[] {
  const seconds = `${(ms / 1000).toFixed(1).padStart(7)} s`;
  const line = `${state.padEnd(7)} ${step.padEnd(18)} ${seconds}  ${detail}`;
  return [
    ...wrapped(line),
    ...(lookAt === undefined
      ? []
      : wrapped(text("operators.commands.rehearse.check", { place: lookAt }), "        ")),
  ];
}
