import type { SESv2Client } from "@aws-sdk/client-sesv2";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesTestMailer } from "#adapters/ses/test-mailer";
import { parseEmailAddress } from "#core/names/email-address";
import { readProject } from "#core/projects/project";
import { testMail } from "#core/projects/test-mail";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";

const { text } = textsIn("en");

/** The dependencies of a test message. */
export interface TestMailDeps {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly ses: SESv2Client;
}

/** The sender and the recipient of a test message, from the command line. */
export interface TestMailRequest {
  readonly project?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Sends a test message like a project's own mail; returns one line about it, or throws UsageError. */
export async function sendTestMail(request: TestMailRequest, deps: TestMailDeps): Promise<string> {
  const name = request.project;
  if (name === undefined) throw new UsageError(text("operators.commands.test-mail.which-project"));
  const from = address("from", request.from);
  const to = address("to", request.to);
  const { current } = await readProject(dynamodbTable(deps.dynamodb, deps.tableName), name);
  if (current === undefined) throw new UsageError(text("operators.commands.test-mail.not-ready", { name }));
  const mail = testMail(current, from, to);
  if (mail === undefined) {
    const domains = current.domains.map(({ identity }) => identity).join(", ");
    throw new UsageError(text("operators.commands.test-mail.no-domain", { from, project: name, domains }));
  }
  const messageId = await sesTestMailer(deps.ses)(mail);
  const route = [
    ...(mail.configurationSet === undefined
      ? []
      : [text("operators.commands.test-mail.set", { name: mail.configurationSet })]),
    ...(mail.tenant === undefined
      ? []
      : [text("operators.commands.test-mail.tenant", { name: mail.tenant })]),
  ];
  return route.length === 0
    ? text("operators.commands.test-mail.sent", { from, to, message: messageId })
    : text("operators.commands.test-mail.sent-through", { from, to, route, message: messageId });
}

function address(option: string, given: string | undefined): string {
  if (given === undefined) throw new UsageError(text("operators.commands.error.which-address", { option }));
  const parsed = parseEmailAddress(given);
  if (parsed === undefined)
    throw new UsageError(text("operators.commands.error.no-address", { option, address: given }));
  return parsed.address;
}
