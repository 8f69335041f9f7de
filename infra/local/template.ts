import { dirname } from "node:path";
import * as z from "zod";
import { readTemplate, type TemplateFile } from "../template.ts";
import { createResolver, type Resolve } from "./template/intrinsics.ts";
import { emptyTemplate, type Template, withSubscriptions } from "./template/model.ts";
import { createReferences, type Placement } from "./template/resource-names.ts";
import { RESOURCE_READERS } from "./template/resource-readers.ts";

/** Loads a SAM template with some of its parameters set; throws for a value that cannot be resolved locally. */
export async function loadTemplate(options: {
  file: string;
  placement: Placement;
  parameters: Readonly<Record<string, string>>;
}): Promise<Template> {
  const template = await readTemplate(options.file);
  const parameters = parameterValues(template, options.parameters);
  const resolve: Resolve = (value, where) => resolver(value, where);
  const references = createReferences({ template, parameters, placement: options.placement, resolve });
  const resolver = createResolver(template, references);
  const reading = {
    model: emptyTemplate(),
    subscriptions: [],
    references,
    resolve,
    directory: dirname(options.file),
    functionGlobals: template.Globals["Function"] ?? {},
  };
  for (const [logicalId, { Type, Condition, Properties }] of Object.entries(template.Resources)) {
    const isDeployed =
      Condition === undefined || resolve({ "Fn::If": [Condition, true, false] }, Condition) === true;
    if (!isDeployed) continue;
    try {
      RESOURCE_READERS[Type]?.(reading, logicalId, Properties);
    } catch (error) {
      if (error instanceof z.ZodError)
        throw new Error(`${logicalId}: ${z.prettifyError(error)}`, { cause: error });
      throw error;
    }
  }
  return withSubscriptions(reading.model, reading.subscriptions);
}

function parameterValues(
  template: TemplateFile,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const unknown = Object.keys(given).filter((name) => !(name in template.Parameters));
  if (unknown.length > 0) throw new Error(`the template has no parameter ${unknown.join(", ")}`);
  return Object.fromEntries(
    Object.entries(template.Parameters).map(([name, { Default }]) => {
      const value = given[name] ?? Default;
      if (value === undefined) throw new Error(`parameter ${name} has no default: give it a value`);
      return [name, value];
    }),
  );
}
