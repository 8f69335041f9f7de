import * as z from "zod";
import { faultsOf, writtenFaults } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";
import { parseOptions } from "../parse-options.ts";

/** The options of `npm start`. */
export const USAGE =
  "usage: npm start -- [--data DIR] [--configuration FILE] [--speed N] [--sandbox] [--unverified-sender] [--sign-in] [--http-port N] [--aws-port N] [--dns-port N] [--resolver-port N]";
/** The exit code of a usage error: EX_USAGE of sysexits.h. */
const USAGE_ERROR = 64;

const port = z.coerce.number().int().min(0).max(65_535);
const settings = z.object({
  data: z.string().min(1),
  configuration: z.string().min(1).optional(),
  speed: z.coerce.number().positive(),
  sandbox: z.boolean(),
  "unverified-sender": z.boolean(),
  "sign-in": z.boolean(),
  "http-port": port,
  "aws-port": port,
  "dns-port": port,
  "resolver-port": port,
});

/** Reads the options of this process; an invalid one ends the process with one line about their use. */
export function readSettings(): z.output<typeof settings> {
  try {
    const { values } = parseOptions({
      options: {
        data: { type: "string", default: ".sendworthy" },
        configuration: { type: "string" },
        speed: { type: "string", default: "1" },
        sandbox: { type: "boolean", default: false },
        "unverified-sender": { type: "boolean", default: false },
        "sign-in": { type: "boolean", default: false },
        "http-port": { type: "string", default: "3000" },
        "aws-port": { type: "string", default: "4566" },
        "dns-port": { type: "string", default: "5300" },
        "resolver-port": { type: "string", default: "5301" },
      },
    });
    const read = settings.safeParse(values);
    if (read.success) return read.data;
    const faults = writtenFaults(faultsOf(read.error, values), textsIn("en"));
    throw new UsageError(faults.map(({ field, expected }) => `--${field}: expected ${expected}`).join("; "));
  } catch (error) {
    const what = String(error).replace(/^\w+Error[^:]*: /, "");
    console.error(`${what.split("\n")[0]} (${USAGE})`);
    process.exit(USAGE_ERROR);
  }
}
