import { readFile } from "node:fs/promises";
import { configuration } from "#core/deployment-settings";
import { connectorOf, HELP_DESKS } from "#core/help-desks/registry";
import { faultsOf } from "#core/tickets/fault";
import { UsageError } from "./command-line.ts";

/** The longest value of a template's parameter: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LARGEST_PARAMETER_BYTES = 4096;

/** The functions read any name, so that only the bundles that talk to help desks contain them. */
const deployable = configuration.superRefine(({ helpDesks }, context) => {
  for (const name of Object.keys(helpDesks).filter((one) => connectorOf(one) === undefined)) {
    const message = `one of ${HELP_DESKS.join(", ")}`;
    context.addIssue({ code: "custom", path: ["helpDesks", name], message });
  }
});

/** A valid configuration file: the text for the template's parameter, and the settings in it. */
export async function readConfigurationFile(file: string) {
  const written = parse(file, await readFile(file, "utf8"));
  const checked = deployable.safeParse(written);
  if (!checked.success) {
    const faults = faultsOf(checked.error, written).map(
      ({ field, expected }) => `  ${field || "(all of it)"}: ${expected}`,
    );
    throw new UsageError([`${file} is not as it must be`, ...faults].join("\n"));
  }
  const text = JSON.stringify(written);
  const bytes = Buffer.byteLength(text);
  if (bytes > LARGEST_PARAMETER_BYTES) {
    throw new UsageError(
      `${file} is too large: ${bytes} bytes without spaces, and a parameter of CloudFormation holds ${LARGEST_PARAMETER_BYTES}`,
    );
  }
  return { text, configuration: checked.data };
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
