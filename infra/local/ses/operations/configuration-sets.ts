import { z } from "zod";
import { AwsError } from "../../aws/service.ts";
import { type Operation, readBody } from "../operation.ts";

const creation = z.object({ ConfigurationSetName: z.string() });

/** POST /v2/email/configuration-sets */
export const createConfigurationSet: Operation = ({ configurationSets }, { body }) => {
  const { ConfigurationSetName: name } = readBody(creation, body);
  if (configurationSets.get(name) !== undefined)
    throw new AwsError("AlreadyExistsException", `Configuration set <${name}> already exists.`);
  configurationSets.put(name, { name });
  return {};
};
