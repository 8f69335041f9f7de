/** How often a command may call SES: about one control-plane call a second, https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
export const SES_SLOT_MS = 1000;
