/** A number; `null` if it could not be measured. */
type Figure = number | null;

/** The result of a bench, in the last line of its output. */
export interface BenchResult {
  readonly bench: string;
  readonly machine: { readonly node: string; readonly cpus: number; readonly platform: string };
  readonly runs: number;
  readonly figures: Readonly<Record<string, Figure | Readonly<Record<string, unknown>>>>;
  /** The ratios of the first named contender to the second. */
  readonly ratios: Readonly<Record<string, Figure>>;
}
