import { SESv2Client } from "@aws-sdk/client-sesv2";
import { textsIn } from "#core/words/texts";
import { type Command, noNames } from "../command.ts";
import { openDeployment, TABLE_OPTION } from "../deployment.ts";
import { sendTestMail } from "../test-mail.ts";

const { text } = textsIn("en");

/** The command `test-mail`. */
export const testMail: Command = {
  summary: text("operators.commands.test-mail"),
  usages: ["--project NAME --from ADDRESS --to ADDRESS [--table NAME]"],
  details: [text("operators.commands.test-mail.details")],
  options: {
    project: { type: "string", value: "NAME", summary: text("operators.commands.test-mail.project") },
    from: { type: "string", value: "ADDRESS", summary: text("operators.commands.test-mail.from") },
    to: { type: "string", value: "ADDRESS", summary: text("operators.commands.test-mail.to") },
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
