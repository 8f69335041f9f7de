import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";

/** The one logger: JSON lines with a stable `event` code; no token, link, secret or personal data ever. */
export const logger = new Logger();

/** The one set of metrics (CloudWatch embedded metric format). */
export const metrics = new Metrics();
