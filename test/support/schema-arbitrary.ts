/** Random values that fit the contract's schemas, so that a new message is tried without a word here. */
import * as fc from 'fast-check';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Values that a field of a name has more often than any that fit, so that much of it makes sense. */
export type Plausible = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Longest random text; what is longer is the schemas' own matter. */
const TEXT_CHARS_MAX = 140;
const PLAUSIBLE_WEIGHT = 4;

/** Values that fit a schema; bounds more often than what lies between them. */
export function arbitraryOf(schema: z.ZodType, plausible: Plausible = {}): fc.Arbitrary<unknown> {
  return fitting(z.toJSONSchema(schema), plausible);
}

function fitting(schema: JsonSchema, plausible: Plausible): fc.Arbitrary<unknown> {
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) {
    return fc.oneof(...choices.map((one) => fitting(asSchema(one), plausible)));
  }
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, plausible);
    case 'array':
      return fc.array(fitting(asSchema(schema.items), plausible), { maxLength: 4 });
    case 'integer':
      return integerOf(schema.minimum ?? -Infinity, schema.maximum ?? Infinity);
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1, noNaN: true });
    case 'string':
      return textOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`no values for the schema ${JSON.stringify(schema)}`);
  }
}

function objectOf({ properties = {} }: JsonSchema, plausible: Plausible): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const fits = fitting(asSchema(schema), plausible);
    const likely = plausible[name];
    if (likely === undefined) return [name, fits] as const;
    return [
      name,
      fc.oneof({ weight: PLAUSIBLE_WEIGHT, arbitrary: likely }, { weight: 1, arbitrary: fits }),
    ] as const;
  });
  return fc.record(Object.fromEntries(fields));
}

function integerOf(min: number, max: number): fc.Arbitrary<number> {
  const low = Math.max(min, Number.MIN_SAFE_INTEGER);
  const high = Math.min(max, Number.MAX_SAFE_INTEGER);
  return fc.oneof(fc.constantFrom(low, high), fc.integer({ min: low, max: high }));
}

function textOf({ pattern, maxLength }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ maxLength: Math.min(maxLength ?? TEXT_CHARS_MAX, TEXT_CHARS_MAX) });
}

/** zod writes no schema as `true` or `false`, which JSON Schema would allow. */
function asSchema(
  schema: z.core.JSONSchema._JSONSchema | z.core.JSONSchema._JSONSchema[] | undefined,
): JsonSchema {
  if (typeof schema !== 'object' || Array.isArray(schema)) throw new Error('not a schema of zod');
  return schema;
}
