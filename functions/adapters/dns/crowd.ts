/**
 * A collection, without order, of items that are added and removed quickly. A Map or Set that lives long
 * keeps tables with former items, which the garbage collector copies before it can free them.
 */
export class Crowd<T> implements Iterable<T> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  add(item: T): void {
    this.#items.push(item);
  }

  /** Removes an item, and returns whether it was present. Recent items are found first. */
  delete(item: T): boolean {
    const at = this.#items.lastIndexOf(item);
    if (at === -1) return false;
    const last = this.#items.pop();
    if (last !== undefined && at < this.#items.length) this.#items[at] = last;
    return true;
  }

  find(isWanted: (item: T) => boolean): T | undefined {
    return this.#items.find(isWanted);
  }

  /** Iterates over the present items; each may be removed meanwhile. */
  [Symbol.iterator](): Iterator<T> {
    return this.#items.slice()[Symbol.iterator]();
  }
}
