/**
 * Items that come and go quickly, in no order. A Map or Set of long life would do the same, but leaves tables behind that
 * hold the items of their time, and the garbage collector then copies many of them before it can tell that they are gone.
 */
export class Crowd<T> implements Iterable<T> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  add(item: T): void {
    this.#items.push(item);
  }

  /** Takes an item out, and returns whether it was there. Recent items are found first. */
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

  /** Goes through the items of this moment: each may leave meanwhile. */
  [Symbol.iterator](): Iterator<T> {
    return this.#items.slice()[Symbol.iterator]();
  }
}
