import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Colours for a terminal that has them; anything else, such as a file or a pipe, gets plain text. */
export function paintFor(stream: Pick<WriteStream, "isTTY">, env: NodeJS.ProcessEnv): Paint {
  // https://no-color.org
  const isWanted = stream.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  return isWanted ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
}

/** A text in lines of at most `width` columns, broken at spaces; a longer word stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
