/** A tree of XML elements; a list as a value means several elements of that name. */
export interface XmlTree {
  readonly [element: string]: string | number | boolean | XmlTree | readonly (string | XmlTree)[];
}

/** Writes a tree as escaped XML text. */
export function xml(tree: XmlTree): string {
  return Object.entries(tree)
    .map(([name, content]) => {
      const contents = isList(content) ? content : [content];
      return contents.map((one) => `<${name}>${textOf(one)}</${name}>`).join("");
    })
    .join("");
}

function textOf(content: string | number | boolean | XmlTree): string {
  return typeof content === "object" ? xml(content) : escaped(String(content));
}

function isList(content: XmlTree[string]): content is readonly (string | XmlTree)[] {
  return Array.isArray(content);
}

function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Returns the form's values whose names start with `prefix`, keyed by the rest of the name. */
export function formEntries(form: URLSearchParams, prefix: string): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [])),
  );
}
