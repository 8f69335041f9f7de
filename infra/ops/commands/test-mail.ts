import { SESv2Client } from "@aws-sdk/client-sesv2";
import { type Command, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { sendTestMail } from "../test-mail.ts";

/** The command `test-mail`. */
export const testMail: Command = {
  summary: "sends a test message the way a project's own mail goes",
  usages: ["--project NAME --from ADDRESS --to ADDRESS [--table NAME]"],
  details: [
    "It goes through the configuration set and the tenant of the domain, and works on the table and SES itself.",
  ],
  options: {
    project: { type: "string", value: "NAME", summary: "a project with a ready domain" },
    from: { type: "string", value: "ADDRESS", summary: "the sender, on that domain" },
    to: { type: "string", value: "ADDRESS", summary: "the receiver" },
    ...TABLE_OPTION,
  },
  async run(input) {
    noNames(input);
    const request = { project: input.text("project"), from: input.text("from"), to: input.text("to") };
    const { dynamodb, tableName, settings } = await openDeployment(input);
    const sent = await sendTestMail(request, { dynamodb, tableName, ses: new SESv2Client(settings) });
    console.log(input.isJson ? JSON.stringify({ sent }) : sent);
    return 0;
  },
};
