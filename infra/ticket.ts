import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readTicketMessage } from "../functions/receive-ticket/ticket-message.ts";
import { exampleTicket } from "./demo/example-ticket.ts";
import { sendTicket } from "./demo/send-ticket.ts";

const USAGE =
  "usage: npm run ticket -- [--file TICKET.json] [--send] [--http-url http://127.0.0.1:3000] [--aws-url http://127.0.0.1:4566]";

/** EX_USAGE of sysexits.h. */
const USAGE_ERROR = 64;

function readArguments() {
  try {
    return parseArgs({
      options: {
        file: { type: "string" },
        send: { type: "boolean", default: false },
        "http-url": { type: "string", default: "http://127.0.0.1:3000" },
        "aws-url": { type: "string", default: "http://127.0.0.1:4566" },
      },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message.split("\n")[0] : error} (${USAGE})`);
    process.exit(USAGE_ERROR);
  }
}

/** Says what a ticket would become, with every fault of it; `--send` signs it and sends it to the local cloud. */
async function ticket(): Promise<number> {
  const values = readArguments();
  const message: unknown =
    values.file === undefined ? exampleTicket() : JSON.parse(await readFile(values.file, "utf8"));
  const read = readTicketMessage(message);
  console.log(JSON.stringify(read, null, 2));
  if ("faults" in read) return 1;
  if (!values.send) return 0;
  const urls = { http: values["http-url"], aws: values["aws-url"] };
  const answer = await sendTicket(message, urls);
  console.log(`${answer.status} ${answer.body}`);
  return answer.status === 202 ? 0 : 1;
}

ticket().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`ticket: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
