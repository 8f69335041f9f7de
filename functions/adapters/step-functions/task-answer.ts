import { transientByName } from "#adapters/transient";

/**
 * The errors for a token that is used, timed out or unknown:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
 */
const BENIGN: readonly string[] = ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"];

/** Answers a task token; ignores the error if the wait is over already. */
export async function sendAnswer(send: () => Promise<unknown>): Promise<void> {
  try {
    await transientByName(send);
  } catch (error) {
    if (!(error instanceof Error && BENIGN.includes(error.name))) throw error;
  }
}
