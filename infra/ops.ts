import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { runCommand } from "./command-line.ts";
import { localClient } from "./demo/send-ticket.ts";
import { readArguments, USAGE } from "./ops/arguments.ts";
import { findStack } from "./ops/find-stack.ts";
import { goOn, planOf, type RedriveDeps, wordsOf } from "./ops/redrive.ts";
import { sendTestMail } from "./ops/test-mail.ts";

/** An onboarding could not be taken up again. */
const FAILURE = 1;

/** Does what the command line asks for. */
async function ops(): Promise<number> {
  const { command, yes, ...where } = readArguments(process.argv.slice(2));
  const settings = where["aws-url"] === undefined ? {} : localClient(where["aws-url"]);
  const client = new DynamoDBClient(settings);
  const stepFunctions = new SFNClient(settings);
  const stack = await findStack(client, stepFunctions, where);
  const marshallOptions = { removeUndefinedValues: true };
  const dynamodb = DynamoDBDocumentClient.from(client, { marshallOptions });
  if (command === "test-mail") {
    console.log(
      await sendTestMail(where, { dynamodb, tableName: stack.tableName, ses: new SESv2Client(settings) }),
    );
    return 0;
  }
  return redrive({ dynamodb, stepFunctions, ...stack }, yes);
}

/** Takes up again what failed for a cause that is gone; without `--yes` it only says what it would do. */
async function redrive(deps: RedriveDeps, yes: boolean): Promise<number> {
  const steps = await planOf(deps, Date.now());
  if (steps.length === 0) console.log("No onboarding has failed: there is nothing to do.");
  for (const step of steps) console.log(wordsOf(step));
  if (steps.length === 0) return 0;
  if (!yes) {
    console.log("Nothing was done yet. Once the cause is mended, say --yes.");
    return 0;
  }
  let failures = 0;
  for (const step of steps) {
    try {
      console.log(`${step.onboarding.onboardingId}: ${await goOn(step, deps)}`);
    } catch (error) {
      failures += 1;
      console.error(`${step.onboarding.onboardingId}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return failures === 0 ? 0 : FAILURE;
}

await runCommand({ name: "ops", usage: USAGE, failure: FAILURE }, ops);
