import type { HelpDesk } from "#core/notices/channels";
import type { Source } from "#core/onboarding/ticket-source";
import { HelpDeskBusyError } from "#core/tickets/help-desks/help-desk-errors";

type HelpDesks = (source: Source) => Promise<HelpDesk>;

/** The desks as one run sees them: one that asked to be left alone is not asked again for anything else. */
export function retryLaterDesks(helpDesk: HelpDesks): HelpDesks {
  const busy = new Map<Source, HelpDeskBusyError>();
  return async (source) => {
    const desk = await helpDesk(source);
    return {
      async answer(answer) {
        const said = busy.get(source);
        if (said !== undefined) throw said;
        try {
          await desk.answer(answer);
        } catch (error) {
          if (error instanceof HelpDeskBusyError) busy.set(source, error);
          throw error;
        }
      },
    };
  };
}
