/** Returns the value at a JSON Pointer (RFC 6901) in `document`; `undefined` if there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (node, token) =>
        typeof node === "object" && node !== null && Object.hasOwn(node, token)
          ? Reflect.get(node, token)
          : undefined,
      document,
    );
}
