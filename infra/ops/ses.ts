/**
 * The time between a command's calls to SES: about one control-plane call a second is allowed,
 * https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 */
export const SES_SLOT_MS = 1000;
