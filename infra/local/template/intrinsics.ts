import * as z from "zod";
import type { TemplateFile } from "../../template.ts";

/** The values of references to parameters, pseudo parameters and resources. */
export interface References {
  ref(logicalId: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
}

/** Replaces all intrinsic functions in a template value; `where` names the value in errors. */
export type Resolve = (value: unknown, where: string) => unknown;

/** The value of AWS::NoValue: the key or list entry that holds it is removed. */
export const NO_VALUE = Symbol("AWS::NoValue");

const pair = z.tuple([z.unknown(), z.unknown()]);
const texts = z.array(z.union([z.string(), z.number(), z.boolean()]));
const substitution = z.union([z.string(), z.tuple([z.string(), z.record(z.string(), z.unknown())])]);

/** Makes the resolver of one template; it throws for an unsupported intrinsic function. */
export function createResolver(template: TemplateFile, references: References): Resolve {
  type Intrinsic = (argument: unknown, where: string) => unknown;

  const intrinsics: Record<string, Intrinsic> = {
    Ref: (argument) => references.ref(z.string().parse(argument)),
    "Fn::GetAtt": (argument, where) => {
      const [logicalId, attribute] = z.tuple([z.string(), z.string()]).parse(resolve(argument, where));
      return references.getAtt(logicalId, attribute);
    },
    "Fn::Sub": (argument, where) => {
      const parsed = substitution.parse(argument);
      const [text, variables] = typeof parsed === "string" ? [parsed, {}] : parsed;
      return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
        if (literal === "!") return `\${${name}}`;
        const key = name.trim();
        if (key in variables) return String(resolve(variables[key], where));
        const [logicalId = "", ...attribute] = key.split(".");
        return String(
          attribute.length > 0 ? references.getAtt(logicalId, attribute.join(".")) : references.ref(key),
        );
      });
    },
    "Fn::Join": (argument, where) => {
      const [separator, parts] = z.tuple([z.string(), z.unknown()]).parse(argument);
      return texts.parse(resolve(parts, where)).join(separator);
    },
    "Fn::Split": (argument, where) => {
      const [separator, text] = z.tuple([z.string(), z.string()]).parse(resolve(argument, where));
      return text.split(separator);
    },
    "Fn::Select": (argument, where) => {
      const [index, list] = z
        .tuple([z.coerce.number(), z.array(z.unknown())])
        .parse(resolve(argument, where));
      return list[index];
    },
    "Fn::If": (argument, where) => {
      const [name, yes, no] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(argument);
      return resolve(condition({ Condition: name }, where) ? yes : no, where);
    },
    "Fn::FindInMap": (argument, where) => {
      const [map, top, second] = z
        .tuple([z.string(), z.string(), z.string()])
        .parse(resolve(argument, where));
      const value = template.Mappings[map]?.[top]?.[second];
      if (value === undefined) throw new Error(`${where}: no mapping ${map}.${top}.${second}`);
      return value;
    },
  };

  function condition(value: unknown, where: string): boolean {
    const [kind, argument] = Object.entries(z.record(z.string(), z.unknown()).parse(value))[0] ?? [];
    switch (kind) {
      case "Condition": {
        const name = z.string().parse(argument);
        if (!(name in template.Conditions)) throw new Error(`${where}: no condition ${name}`);
        return condition(template.Conditions[name], `condition ${name}`);
      }
      case "Fn::Equals": {
        const [left, right] = pair.parse(resolve(argument, where));
        return String(left) === String(right);
      }
      case "Fn::Not":
        return !z
          .array(z.unknown())
          .parse(argument)
          .every((part) => condition(part, where));
      case "Fn::And":
        return z
          .array(z.unknown())
          .parse(argument)
          .every((part) => condition(part, where));
      case "Fn::Or":
        return z
          .array(z.unknown())
          .parse(argument)
          .some((part) => condition(part, where));
      default:
        throw new Error(`${where}: ${kind} is not a condition this local cloud knows`);
    }
  }

  function resolve(value: unknown, where: string): unknown {
    if (typeof value === "string" && value.startsWith("{{resolve:")) {
      throw new Error(`${where}: dynamic reference ${value} cannot be resolved locally`);
    }
    if (Array.isArray(value)) {
      return value.map((entry) => resolve(entry, where)).filter((entry) => entry !== NO_VALUE);
    }
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [key, argument] = entries[0] ?? [];
    if (entries.length === 1 && key !== undefined && (key === "Ref" || key.startsWith("Fn::"))) {
      const intrinsic = intrinsics[key];
      if (intrinsic === undefined) throw new Error(`${where}: ${key} cannot be resolved locally`);
      return intrinsic(argument, where);
    }
    return Object.fromEntries(
      entries
        .map(([name, entry]) => [name, resolve(entry, `${where}.${name}`)] as const)
        .filter(([, entry]) => entry !== NO_VALUE),
    );
  }

  return resolve;
}
