/** Returns HTML without the marks that only say where a line may end. */
export function proseOf(html: string): string {
  return html.replace(/<wbr>|<\/?span[^>]*>/g, "");
}
