/** The length limits of RFC 1035 §2.3.4, in presentation form. */
const LONGEST_NAME = 253;
const LABEL = /^[\x21-\x2d\x2f-\x7e]{1,63}$/;

/** Returns whether a name fits into a query; names in other zones' records may hold anything. */
export function isQueryable(name: string): boolean {
  return name.length <= LONGEST_NAME && name.split(".").every((label) => LABEL.test(label));
}
