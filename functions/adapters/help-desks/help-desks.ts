import { freshdesk } from "#adapters/help-desks/freshdesk";
import { jira } from "#adapters/help-desks/jira";
import { zendesk } from "#adapters/help-desks/zendesk";
import type { Configuration } from "#core/deployment-settings";
import type { HelpDesk } from "#core/notices/channels";
import type { Source } from "#core/onboarding/ticket-source";
import type { HelpDeskCredentials } from "#core/tickets/help-desks/help-desk-credentials";
import { HelpDeskAccessError } from "#core/tickets/help-desks/help-desk-errors";

/** Where the desks and what opens them are read; both may change while we run. */
interface Connections {
  settings(): Promise<Configuration["helpDesks"]>;
  credentials(): Promise<HelpDeskCredentials>;
  /** Of the generic source. */
  readonly mailed: HelpDesk;
}

/** The help desk that a ticket came from. */
export function helpDesks({
  settings,
  credentials,
  mailed,
}: Connections): (source: Source) => Promise<HelpDesk> {
  return async (source) => {
    if (source === "generic") return mailed;
    const desk = (await settings())[source];
    if (desk === undefined) throw new HelpDeskAccessError(`${source} is not connected`);
    const { baseUrl } = desk;
    const known = await credentials();
    switch (source) {
      case "zendesk":
        return zendesk({ baseUrl, ...given(known.zendesk, source) });
      case "freshdesk":
        return freshdesk({ baseUrl, ...given(known.freshdesk, source) });
      case "jira":
        return jira({ baseUrl, ...given(known.jira, source) });
    }
  };
}

function given<T>(credentials: T | undefined, source: Source): T {
  if (credentials === undefined) throw new HelpDeskAccessError(`There are no credentials of ${source}`);
  return credentials;
}
