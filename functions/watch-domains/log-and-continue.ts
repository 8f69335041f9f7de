import { logger } from "#platform/observability";

/**
 * Runs one part of the watch. A failure is logged and does not stop the other parts; the next run tries
 * again.
 */
export async function logAndContinue<T>(part: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    logger.error("A part of the watch failed", { event: "WATCH_FAILED", part, error });
    return undefined;
  }
}
