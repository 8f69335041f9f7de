import type { AwsService } from "../aws/service.ts";
import { createJsonService } from "./json-service.ts";

/** Makes the local CloudWatch, which has no metrics and no alarms. */
export function createCloudWatch(): AwsService {
  return createJsonService("GraniteServiceVersion20100801", "1.0", {
    DescribeAlarms: () => ({ CompositeAlarms: [], MetricAlarms: [] }),
  });
}
