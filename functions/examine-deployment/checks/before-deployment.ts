import type { SesAccount } from "#core/deployment-ports";
import { textsIn } from "#core/words/texts";
import { type Check, problem } from "../check.ts";
import { checkOpsAddress } from "./operations.ts";
import { checkAccount, checkIdentities, checkSender } from "./ses.ts";

const { text } = textsIn("en");

/** The parameters of a deployment that can be checked before it. */
export interface DeploymentPlan {
  readonly senderAddress: string;
  readonly opsAddress: string;
}

/** Checks the prerequisites of a deployment before its stack exists, with the deployer's own credentials. */
export async function checkBeforeDeployment(
  ses: SesAccount,
  { senderAddress, opsAddress }: DeploymentPlan,
): Promise<Check[]> {
  const checks = await Promise.all([
    runCheck("SES account", () => checkAccount(ses)),
    runCheck("Sender address", () => checkSender(ses, senderAddress)),
    runCheck("SES identities", () => checkIdentities(ses)),
    checkOpsAddress(opsAddress),
  ]);
  return checks.flat();
}

/** Runs one check. An error becomes a reported problem, so that the other checks still run. */
export async function runCheck(
  subject: string,
  check: () => Promise<Check | Check[]>,
): Promise<Check | Check[]> {
  try {
    return await check();
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    return problem(
      subject,
      text("operators.doctor.unchecked", { name }),
      text("operators.doctor.unchecked.todo"),
    );
  }
}
