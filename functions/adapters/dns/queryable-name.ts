/** RFC 1035 §3.1 in its presentation form: the lengths of a name and of each of its labels. */
const LONGEST_NAME = 253;
const LABEL = /^[\x21-\x2d\x2f-\x7e]{1,63}$/;

/** Whether a name can be written into a query; names told by strangers may hold anything. */
export function isQueryable(name: string): boolean {
  return name.length <= LONGEST_NAME && name.split(".").every((label) => LABEL.test(label));
}
