/** RFC 6376 §3.6.1: a key record has the tag p; the version is optional. */
const KEY = /(?:^|;)\s*p\s*=/i;

/**
 * Returns whether a text is a DKIM key. A DMARC record is excluded, because its policy tag is also called
 * "p".
 */
export function isKeyText(text: string): boolean {
  return KEY.test(text) && !/^\s*v\s*=\s*DMARC/i.test(text);
}
