import * as z from "zod";
import {
  alreadyExists,
  type ConfigurationSet,
  checkDestination,
  checkName,
  configurationSetNamed,
  destinationSchema,
} from "../configuration-set.ts";
import type { Operation } from "../operation.ts";
import { page } from "../paging.ts";
import { member, notFound, readBody } from "../request-body.ts";
import { configurationSetArn, refuseWhileAssociated } from "../tenant.ts";

const creation = z.looseObject({ ConfigurationSetName: member });

/** POST /v2/email/configuration-sets */
export const createConfigurationSet: Operation = ({ configurationSets }, { body }) => {
  const { ConfigurationSetName: name, ...options } = readBody(creation, body);
  checkName("configuration set", name);
  if (configurationSets.get(name) !== undefined)
    throw alreadyExists(`Configuration set <${name}> already exists.`);
  configurationSets.put(name, { name, options, eventDestinations: [] });
  return {};
};

/** GET /v2/email/configuration-sets/{ConfigurationSetName} */
export const getConfigurationSet: Operation = ({ configurationSets }, { configurationSet }) => {
  const { name, options } = configurationSetNamed(configurationSets, configurationSet);
  return { ConfigurationSetName: name, Tags: [], ...options };
};

/** POST /v2/email/list-configuration-sets; older SDKs send GET /v2/email/configuration-sets */
export const listConfigurationSets: Operation = ({ configurationSets }, { query, body }) => {
  const names = configurationSets.list().map(({ key }) => key);
  const { items, ...next } = page(names, (name) => name, { ...Object.fromEntries(query), ...Object(body) });
  return { ConfigurationSets: items, ...next };
};

/** DELETE /v2/email/configuration-sets/{ConfigurationSetName} */
export const deleteConfigurationSet: Operation = (account, { configurationSet }) => {
  const { name } = configurationSetNamed(account.configurationSets, configurationSet);
  refuseWhileAssociated(account, configurationSetArn(account, name));
  account.configurationSets.delete(name);
  return {};
};

const definition = z.object({ EventDestination: destinationSchema });
const newDestination = definition.extend({ EventDestinationName: member });

/** POST /v2/email/configuration-sets/{ConfigurationSetName}/event-destinations */
export const createEventDestination: Operation = (account, { configurationSet, body }) => {
  const { EventDestinationName: Name, EventDestination } = readBody(newDestination, body);
  checkName("event destination", Name);
  const set = configurationSetNamed(account.configurationSets, configurationSet);
  if (set.eventDestinations.some((destination) => destination.Name === Name))
    throw alreadyExists(
      `An event destination with name <${Name}> already exists for configuration set <${set.name}>.`,
    );
  checkDestination(EventDestination, account.hasEventTarget);
  account.configurationSets.put(set.name, {
    ...set,
    eventDestinations: [...set.eventDestinations, { Name, ...EventDestination }],
  });
  return {};
};

function withoutDestination(set: ConfigurationSet, name: string): ConfigurationSet["eventDestinations"] {
  const others = set.eventDestinations.filter(({ Name }) => Name !== name);
  if (others.length === set.eventDestinations.length)
    throw notFound(
      `An event destination with name <${name}> does not exist for configuration set <${set.name}>.`,
    );
  return others;
}

/** PUT /v2/email/configuration-sets/{ConfigurationSetName}/event-destinations/{EventDestinationName} */
export const updateEventDestination: Operation = (account, { configurationSet, eventDestination, body }) => {
  const { EventDestination } = readBody(definition, body);
  const set = configurationSetNamed(account.configurationSets, configurationSet);
  const others = withoutDestination(set, eventDestination);
  checkDestination(EventDestination, account.hasEventTarget);
  account.configurationSets.put(set.name, {
    ...set,
    eventDestinations: [...others, { Name: eventDestination, ...EventDestination }],
  });
  return {};
};

/** GET /v2/email/configuration-sets/{ConfigurationSetName}/event-destinations */
export const getEventDestinations: Operation = ({ configurationSets }, { configurationSet }) => ({
  EventDestinations: configurationSetNamed(configurationSets, configurationSet).eventDestinations,
});
