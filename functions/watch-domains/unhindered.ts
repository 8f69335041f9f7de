import { logger } from "#platform/observability";

/** One domain never hinders the others. */
export async function unhindered(domain: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    logger.error("One domain could not be watched", { event: "WATCH_FAILED", domain, error });
  }
}
