import { SESv2Client } from "@aws-sdk/client-sesv2";
import { type Command, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { sendTestMail } from "../test-mail.ts";

/** `test-mail`. */
export const testMail: Command = {
  says: "sends a test message as a project's own mail goes",
  usages: ["--project NAME --from ADDRESS --to ADDRESS [--table NAME]"],
  details: [
    "It goes through the configuration set and the tenant of the domain, and works on the table and SES itself.",
  ],
  options: {
    project: { type: "string", value: "NAME", says: "whose domain is ready" },
    from: { type: "string", value: "ADDRESS", says: "on that domain" },
    to: { type: "string", value: "ADDRESS", says: "who gets it" },
    ...TABLE_OPTION,
  },
  async run(given) {
    noNames(given);
    const request = { project: given.text("project"), from: given.text("from"), to: given.text("to") };
    const { dynamodb, tableName, settings } = await openDeployment(given);
    const sent = await sendTestMail(request, { dynamodb, tableName, ses: new SESv2Client(settings) });
    console.log(given.isJson ? JSON.stringify({ sent }) : sent);
    return 0;
  },
};
