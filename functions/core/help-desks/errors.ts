/** The help desk limits our calls: the same call may be repeated after `afterMs`. */
export class HelpDeskBusyError extends Error {
  override readonly name = "HelpDeskBusyError";
  readonly afterMs: number;
  constructor(afterMs: number) {
    super(`The help desk asks to wait for ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/** The help desk is not connected, or refuses our credentials; only an operator can repair this. */
export class HelpDeskAccessError extends Error {
  override readonly name = "HelpDeskAccessError";
}

/** The help desk refuses this answer permanently: the ticket is gone, or cannot be changed in this way. */
export class HelpDeskRefusedError extends Error {
  override readonly name = "HelpDeskRefusedError";
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}
