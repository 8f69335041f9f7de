/** A help desk asks to be left alone: the same call may be made again after `afterMs`, and not before. */
export class HelpDeskBusyError extends Error {
  override readonly name = "HelpDeskBusyError";
  readonly afterMs: number;
  constructor(afterMs: number) {
    super(`The help desk asks to wait for ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/** A help desk is not connected, or it refuses our credentials: only an operator can repair the connection. */
export class HelpDeskAccessError extends Error {
  override readonly name = "HelpDeskAccessError";
}

/** A help desk refuses this answer for good: the ticket is gone, or it may not be changed like this. */
export class HelpDeskRefusedError extends Error {
  override readonly name = "HelpDeskRefusedError";
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}
