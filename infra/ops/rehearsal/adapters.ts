import type { Resolver } from "node:dns/promises";
import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { Route53Client } from "@aws-sdk/client-route-53";
import {
  GetSecretValueCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { DeleteEmailIdentityCommand, GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { z } from "zod";
import { textsIn } from "#core/words/texts";
import { signedHeaders } from "../../ticket/signed-headers.ts";
import type { ClientSettings } from "../target.ts";
import type { HostedZone, RehearsalDeps } from "./ports.ts";
import { route53Zone } from "./route53-zone.ts";

const { text } = textsIn("en");

const TYPES = ["A", "AAAA", "CNAME", "MX", "NS", "TXT", "SRV", "CAA"] as const;

/** Answers that prove that there is no such record: https://nodejs.org/api/dns.html#error-codes */
const NO_RECORD: readonly unknown[] = ["ENOTFOUND", "ENODATA"];

/** Asks a resolver whether a name has any record; a time-out or SERVFAIL is an error, not a "no". */
export function dnsLookup(resolver: Resolver): RehearsalDeps["dns"] {
  return {
    async hasRecords(name) {
      for (const type of TYPES) {
        try {
          await resolver.resolve(name, type);
          return true;
        } catch (error) {
          const code = error instanceof Error && "code" in error ? error.code : undefined;
          if (!NO_RECORD.includes(code))
            throw new Error(text("operators.commands.rehearse.no-dns", { name, code: String(code) }));
        }
      }
      return false;
    },
  };
}

/** Reads and deletes SES identities. */
export function sesIdentities(settings: ClientSettings): RehearsalDeps["identities"] {
  const client = new SESv2Client(settings);
  return {
    async exists(name) {
      try {
        await client.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === "NotFoundException") return false;
        throw error;
      }
    },
    async deleteOf(onboardingId, name) {
      const { Tags = [] } = await client.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
      const isOurs = Tags.some(({ Key, Value }) => Key === "sendworthy:onboarding" && Value === onboardingId);
      if (!isOurs)
        throw new Error(text("operators.commands.rehearse.not-ours", { name, onboarding: onboardingId }));
      await client.send(new DeleteEmailIdentityCommand({ EmailIdentity: name }));
    },
  };
}

/** Finds the zone in Route 53. Without access to it, the operator adds the records by hand. */
export async function findZone(
  settings: ClientSettings,
  resolver: Resolver,
  name: string,
): Promise<HostedZone | undefined> {
  try {
    return await route53Zone(new Route53Client(settings), name, (zone) => resolver.resolveNs(zone));
  } catch (error) {
    console.error(
      `ops: ${text("operators.commands.rehearse.no-route-53", { error: error instanceof Error ? error.name : String(error) })}`,
    );
    return undefined;
  }
}

/** Sends a ticket that is signed with the deployment's secret, like those of the generic source. */
export function ticketSender(
  settings: ClientSettings,
  stack: string,
  api: { readonly url: URL; time(): Promise<Date> },
): RehearsalDeps["sendTicket"] {
  const client = new SecretsManagerClient(settings);
  return async (ticket) => {
    const SecretId = await secretOf(client, stack, "WebhookSecret");
    const { SecretString = "{}" } = await client.send(new GetSecretValueCommand({ SecretId }));
    const { current } = z.object({ current: z.string() }).parse(JSON.parse(SecretString));
    const body = JSON.stringify(ticket);
    const headers = {
      "content-type": "application/json",
      ...signedHeaders("generic", body, current, await api.time()),
    };
    const answer = await fetch(new URL("/tickets/generic", api.url), { method: "POST", headers, body });
    return { status: answer.status, body: await answer.text() };
  };
}

/** CloudFormation names a secret only after its logical id, so its tags identify the stack. */
async function secretOf(client: SecretsManagerClient, stack: string, logicalId: string): Promise<string> {
  const wanted = { "aws:cloudformation:stack-name": stack, "aws:cloudformation:logical-id": logicalId };
  for await (const { SecretList = [] } of paginateListSecrets({ client }, {})) {
    const found = SecretList.find(({ Tags = [] }) =>
      Object.entries(wanted).every(([key, value]) =>
        Tags.some((tag) => tag.Key === key && tag.Value === value),
      ),
    );
    if (found?.ARN !== undefined) return found.ARN;
  }
  throw new Error(text("operators.commands.rehearse.no-secret", { stack, name: logicalId }));
}

/** Sets the first alarm of a stack to ALARM; CloudWatch resets it with its next evaluation. */
export function alarmTest(settings: ClientSettings, stack: string): RehearsalDeps["testAlarm"] {
  const client = new CloudWatchClient(settings);
  return async () => {
    const { MetricAlarms = [] } = await client.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: `${stack}-` }),
    );
    const AlarmName = MetricAlarms[0]?.AlarmName;
    if (AlarmName === undefined) return undefined;
    const StateReason = text("operators.commands.rehearse.alarm-reason");
    await client.send(new SetAlarmStateCommand({ AlarmName, StateValue: "ALARM", StateReason }));
    return AlarmName;
  };
}
