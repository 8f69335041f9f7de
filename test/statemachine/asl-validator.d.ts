/** The package has no type declarations. */
declare module "asl-validator" {
  /** Checks a definition against the JSON schemas of the Amazon States Language. */
  export default function validate(definition: unknown): {
    readonly isValid: boolean;
    errorsText(): string;
  };
}
