import * as z from "zod";
import type { Configuration } from "#core/deployment-settings";
import { HelpDeskAccessError } from "#core/help-desks/errors";
import { connectorOf } from "#core/help-desks/registry";
import type { HelpDesk } from "#core/notices/channels";
import { GENERIC, type Source } from "#core/onboarding/ticket-source";
import { deskApi } from "./desk-api.ts";

/** The sources of the help desks' settings and credentials, which may change while the process runs. */
interface Connections {
  settings(): Promise<Configuration["helpDesks"]>;
  /** The credentials by help desk, as in the secret. */
  credentials(): Promise<Readonly<Record<string, unknown>>>;
  /** Answers tickets of the generic source by mail. */
  readonly mailed: HelpDesk;
  readonly timeOutMs?: number;
}

/** Finds the help desk of a ticket, ready to answer. */
export function helpDesks(connections: Connections): (source: Source) => Promise<HelpDesk> {
  return async (source) => (source === GENERIC ? connections.mailed : connect(source, connections));
}

async function connect(name: string, { settings, credentials, timeOutMs }: Connections): Promise<HelpDesk> {
  const connector = connectorOf(name);
  const desk = (await settings())[name];
  if (connector === undefined || desk === undefined)
    throw new HelpDeskAccessError(`${name} is not connected`);
  const known = z.record(z.string(), z.unknown()).parse(await credentials())[name];
  const authorization = connector.authorization.safeParse(known);
  if (!authorization.success) throw new HelpDeskAccessError(`There are no usable credentials of ${name}`);
  const api = deskApi({
    baseUrl: desk.baseUrl,
    authorization: authorization.data,
    ...(timeOutMs === undefined ? {} : { timeOutMs }),
  });
  return { answer: (answer) => connector.answer(answer, api) };
}
