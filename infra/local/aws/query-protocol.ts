/** A tree of XML elements: text, one child each, or several of one name. */
export interface XmlTree {
  readonly [element: string]: string | number | boolean | XmlTree | readonly XmlTree[];
}

/** Writes a tree as XML text, escaped. */
export function xml(tree: XmlTree): string {
  return Object.entries(tree)
    .map(([name, content]) => {
      if (typeof content !== "object") return `<${name}>${escaped(String(content))}</${name}>`;
      const contents: readonly XmlTree[] = isList(content) ? content : [content];
      return contents.map((one) => `<${name}>${xml(one)}</${name}>`).join("");
    })
    .join("");
}

function isList(content: XmlTree | readonly XmlTree[]): content is readonly XmlTree[] {
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
