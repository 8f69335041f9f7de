import { hasMessage } from "#core/words/catalogues";
import type { Text } from "#core/words/texts";

/** A stored text, which an earlier or later version of the catalogues may have written. */
interface Stored {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number | readonly string[]>>;
}

/** Returns whether the catalogues contain the key of a stored text. */
export function isText(stored: Stored): stored is Text {
  return hasMessage(stored.key);
}
