import * as z from "zod";
import { AwsError, type AwsService } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import type { SsmParameter } from "../template/resources.ts";
import { createJsonService, operation } from "./json-service.ts";

interface Stored {
  readonly Name: string;
  readonly Type: string;
  readonly Value: string;
  readonly Version: number;
  /** Epoch seconds. */
  readonly LastModifiedDate: number;
}

const newParameter = z.object({
  Name: z.string(),
  Value: z.string().min(1),
  Type: z.enum(["String", "StringList", "SecureString"]).default("String"),
  Overwrite: z.boolean().default(false),
});

const NOT_FOUND = "ParameterNotFound";

/** Makes the local SSM Parameter Store with the template's parameters. */
export function createSsm(options: {
  store: Store;
  clock: Clock;
  parameters: readonly SsmParameter[];
  region: string;
  accountId: string;
}): AwsService {
  const { store, clock, region, accountId } = options;
  const parameters = store.collection<Stored>("ssm");
  for (const { name, type, value } of options.parameters) {
    if (parameters.get(name)?.Value !== value) put(name, type, value);
  }

  function put(Name: string, Type: string, Value: string): number {
    const Version = (parameters.get(Name)?.Version ?? 0) + 1;
    parameters.put(Name, { Name, Type, Value, Version, LastModifiedDate: clock.now() / 1000 });
    return Version;
  }

  function described(stored: Stored): object {
    const slash = stored.Name.startsWith("/") ? "" : "/";
    const ARN = `arn:aws:ssm:${region}:${accountId}:parameter${slash}${stored.Name}`;
    return { ...stored, ARN, DataType: "text" };
  }

  return createJsonService("AmazonSSM", "1.1", {
    GetParameter: operation(z.object({ Name: z.string() }), ({ Name }) => {
      const stored = parameters.get(Name);
      if (stored === undefined) throw new AwsError(NOT_FOUND, `Parameter ${Name} not found.`);
      return { Parameter: described(stored) };
    }),
    GetParameters: operation(z.object({ Names: z.array(z.string()).max(10) }), ({ Names }) => ({
      Parameters: Names.flatMap((name) => parameters.get(name) ?? []).map(described),
      InvalidParameters: Names.filter((name) => parameters.get(name) === undefined),
    })),
    GetParametersByPath: operation(
      z.object({ Path: z.string(), Recursive: z.boolean().default(false) }),
      ({ Path, Recursive }) => {
        const prefix = Path.endsWith("/") ? Path : `${Path}/`;
        const below = parameters.list(prefix).map(({ value }) => value);
        const wanted = below.filter(({ Name }) => Recursive || !Name.slice(prefix.length).includes("/"));
        return { Parameters: wanted.map(described) };
      },
    ),
    PutParameter: operation(newParameter, ({ Name, Value, Type, Overwrite }) => {
      if (!Overwrite && parameters.get(Name) !== undefined) {
        throw new AwsError(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
        );
      }
      return { Version: put(Name, Type, Value), Tier: "Standard" };
    }),
  });
}
