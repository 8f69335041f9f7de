import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { transientByName } from "#adapters/transient";
import type { Alarms } from "#core/deployment-ports";

/** Reads the firing alarms whose names begin with the name of the stack, as those made by CloudFormation do. */
export function cloudwatchAlarms(stackName: string): Alarms {
  const client = new CloudWatchClient({});
  return {
    async firing() {
      const command = new DescribeAlarmsCommand({ AlarmNamePrefix: `${stackName}-`, StateValue: "ALARM" });
      const { MetricAlarms = [] } = await transientByName(() => client.send(command));
      return MetricAlarms.flatMap(({ AlarmName }) => AlarmName ?? []);
    },
  };
}
