import type { SESv2Client } from "@aws-sdk/client-sesv2";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesTestMailer } from "#adapters/ses/test-mailer";
import { parseEmailAddress } from "#core/names/email-address";
import { readProject } from "#core/projects/project";
import { testMail } from "#core/projects/test-mail";
import { UsageError } from "../command-line.ts";

/** The dependencies of a test message. */
export interface TestMailDeps {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly ses: SESv2Client;
}

/** The sender and receiver of a test message, from the command line. */
export interface TestMailRequest {
  readonly project?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Sends a test message the way a project's own mail goes; returns one line about it, or throws UsageError. */
export async function sendTestMail(request: TestMailRequest, deps: TestMailDeps): Promise<string> {
  const name = request.project;
  if (name === undefined) throw new UsageError("--project: which project");
  const from = address("from", request.from);
  const to = address("to", request.to);
  const { current } = await readProject(dynamodbTable(deps.dynamodb, deps.tableName), name);
  if (current === undefined) throw new UsageError(`--project: no domain of a project "${name}" is ready`);
  const mail = testMail(current, from, to);
  if (mail === undefined) {
    const domains = current.domains.map(({ identity }) => identity).join(", ") || "none";
    throw new UsageError(`--from: ${from} is on no domain of ${name} that is ready (${domains})`);
  }
  const messageId = await sesTestMailer(deps.ses)(mail);
  const { configurationSet, tenant } = mail;
  const route = [
    ...(configurationSet === undefined ? [] : [`configuration set ${configurationSet}`]),
    ...(tenant === undefined ? [] : [`tenant ${tenant}`]),
  ];
  const through = route.length === 0 ? "" : `, through ${route.join(" and ")}`;
  return `Sent from ${from} to ${to}${through}: ${messageId}`;
}

function address(option: string, text: string | undefined): string {
  if (text === undefined) throw new UsageError(`--${option}: which address`);
  const parsed = parseEmailAddress(text);
  if (parsed === undefined) throw new UsageError(`--${option}: "${text}" is no e-mail address`);
  return parsed.address;
}
