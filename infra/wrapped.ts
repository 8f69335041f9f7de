/** The longest line in columns, which every terminal can show. */
export const WIDTH = 100;

/** Breaks a text into lines that fit into a terminal, each after `lead`; a longer word stays whole. */
export function wrapped(text: string, lead = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && lead.length + longer.length > WIDTH) {
      lines.push(lead + line);
      line = word;
    } else line = longer;
  }
  return [...lines, lead + line];
}
