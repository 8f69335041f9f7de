import type { AwsService } from "../aws/service.ts";
import { createJsonService } from "./json-service.ts";

/** The local CloudWatch: nothing is measured here, so no alarm fires. */
export function createCloudWatch(): AwsService {
  return createJsonService("GraniteServiceVersion20100801", "1.0", {
    DescribeAlarms: () => ({ CompositeAlarms: [], MetricAlarms: [] }),
  });
}
