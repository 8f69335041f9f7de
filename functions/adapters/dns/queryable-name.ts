import { LONGEST_NAME } from "#core/names/domain-name";

/** RFC 1035 §2.3.4. */
const LONGEST_LABEL = 63;
const DOT = 0x2e;
const FIRST_VISIBLE = 0x21;
const LAST_VISIBLE = 0x7e;

/** Returns whether a name is valid in a query; records of other zones may name anything. */
export function isQueryable(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  let labelLength = 0;
  for (let at = 0; at < name.length; at += 1) {
    const letter = name.charCodeAt(at);
    if (letter === DOT) {
      if (labelLength === 0) return false;
      labelLength = 0;
    } else {
      labelLength += 1;
      if (letter < FIRST_VISIBLE || letter > LAST_VISIBLE || labelLength > LONGEST_LABEL) return false;
    }
  }
  return labelLength > 0;
}
