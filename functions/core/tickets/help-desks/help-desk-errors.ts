/** A help desk takes no more for now: the same call is welcome again after `afterMs`, and not before. */
export class HelpDeskBusyError extends Error {
  override readonly name = "HelpDeskBusyError";
  readonly afterMs: number;
  constructor(afterMs: number) {
    super(`The help desk asks to wait for ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/** A help desk is not connected, or does not let us in: only who looks after the connection can help. */
export class HelpDeskAccessError extends Error {
  override readonly name = "HelpDeskAccessError";
}

/** A help desk does not take an answer, however often it is sent: the ticket is gone, or may not be changed so. */
export class HelpDeskRefusedError extends Error {
  override readonly name = "HelpDeskRefusedError";
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}
