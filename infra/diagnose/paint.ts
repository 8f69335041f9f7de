import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

/** Colours a text, or returns it unchanged. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Uses colours on a terminal that supports them. A file or a pipe gets plain text. */
export function paintFor(stream: Pick<WriteStream, "isTTY">, env: NodeJS.ProcessEnv): Paint {
  // The variable NO_COLOR switches colours off: https://no-color.org
  const isWanted = stream.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  return isWanted ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
}

/** Breaks a text at spaces into lines of at most `width` columns; a longer word gets its own line. */
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
