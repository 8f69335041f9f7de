/** Is thrown for a variable of the template without a value, or with a value that is not safe in a name. */
class VariableError extends Error {
  override readonly name = "VariableError";
}

/** Values that cannot add a label, a dot or another variable to a name. */
const SAFE = /^[a-z0-9_-]{1,63}$/i;

/** Replaces each %variable% in a template's text with its value; throws VariableError. */
export function withVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/%([^%]*)%/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new VariableError(`There is no value for the variable ${name}`);
    if (!SAFE.test(value))
      throw new VariableError(`The value of ${name} may hold letters, digits, - and _ only`);
    return value;
  });
}
