import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";

/**
 * The logger: JSON lines with a stable `event` code, and never with a token, link, secret or personal data.
 */
export const logger = new Logger();

/** The metrics, in CloudWatch's embedded metric format. */
export const metrics = new Metrics();
