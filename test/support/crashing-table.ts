import type { Table } from "#core/table";

/** The error that the caller sees when the process crashes. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** Makes a table whose process dies at its `nth` commit, before or after the write; never for `undefined`. */
export function crashingTable(
  table: Table,
  crash: { readonly nth: number; readonly when: "before" | "after" } | undefined,
): Table & { crashed(): boolean } {
  let commits = 0;
  let crashed = false;
  const die = (): never => {
    crashed = true;
    throw new Crash(`The process died at commit ${commits}`);
  };
  return {
    crashed: () => crashed,
    get: (key) => table.get(key),
    async commit(puts) {
      commits += 1;
      const dies = commits === crash?.nth;
      if (dies && crash?.when === "before") die();
      const written = await table.commit(puts);
      if (dies) die();
      return written;
    },
  };
}
