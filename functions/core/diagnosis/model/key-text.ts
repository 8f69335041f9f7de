/** RFC 6376 §3.6.1: a key record has the tag p; the version is optional. */
const KEY = /(?:^|;)\s*p\s*=/i;

/** Whether a text is a DKIM key; a DMARC record has the same tag for its policy. */
export function isKeyText(text: string): boolean {
  return KEY.test(text) && !/^\s*v\s*=\s*DMARC/i.test(text);
}
