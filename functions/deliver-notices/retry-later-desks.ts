import { HelpDeskBusyError } from "#core/help-desks/errors";
import type { HelpDesk } from "#core/notices/channels";
import type { Source } from "#core/onboarding/ticket-source";

type HelpDesks = (source: Source) => Promise<HelpDesk>;

/** Wraps the help desks for one run: after a desk has asked to retry later, the run sends it nothing more. */
export function retryLaterDesks(helpDesk: HelpDesks): HelpDesks {
  const busy = new Map<Source, HelpDeskBusyError>();
  return async (source) => {
    const desk = await helpDesk(source);
    return {
      async answer(answer) {
        const busyError = busy.get(source);
        if (busyError !== undefined) throw busyError;
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
