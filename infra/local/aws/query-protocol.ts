/** A tree of XML elements: text, one child each, or several of one name. */
export interface XmlTree {
  readonly [element: string]: string | number | boolean | XmlTree | readonly (string | XmlTree)[];
}

/** Writes a tree as XML text, escaped. */
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

/** The values of a form that lie below `prefix`, by the rest of their name. */
export function formEntries(form: URLSearchParams, prefix: string): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [])),
  );
}
