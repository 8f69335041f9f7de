/** A number, or `null` where it could not be measured. */
type Figure = number | null;

/** What a bench found, as the last line of its output has it. */
export interface BenchResult {
  readonly bench: string;
  readonly machine: { readonly node: string; readonly cpus: number; readonly platform: string };
  readonly runs: number;
  readonly figures: Readonly<Record<string, Figure | Readonly<Record<string, unknown>>>>;
  /** Of the one named first to the one named second. */
  readonly ratios: Readonly<Record<string, Figure>>;
}
