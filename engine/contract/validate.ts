import type { z } from 'zod';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { clientMessageSchema } from './messages.ts';
import type { ClientMessage } from './messages.ts';

/** A message from outside that is safe to use, or what is wrong with it and its request id. */
export type Validated =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly requestId: number; readonly refusal: Refusal };

/** Checks an unknown value against the contract; never throws. */
export function validateClientMessage(value: unknown): Validated {
  const result = clientMessageSchema.safeParse(value);
  if (result.success) return { ok: true, message: result.data };
  return { ok: false, requestId: requestIdOf(value), refusal: schemaRefusal(value, result.error) };
}

/** What is wrong with `value`, by the first fault that its schema has found. */
export function schemaRefusal(value: unknown, error: z.ZodError): Refusal {
  const issue = error.issues[0];
  if (issue === undefined)
    return refusal('contract.message', '', value, 'a message of the contract');
  const extra = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = extra === undefined ? issue.path : [...issue.path, extra];
  const code = CODES[issue.code] ?? 'contract.field';
  const unknownType = issue.code === 'invalid_union' && issue.path.at(-1) === 'type';
  return refusal(
    unknownType ? 'contract.unknown_message' : code,
    path.map(String).join('.'),
    valueAt(value, path),
    ruleText(issue),
  );
}

const CODES: Readonly<Record<string, Refusal['code']>> = {
  invalid_type: 'contract.wrong_type',
  too_big: 'contract.out_of_range',
  too_small: 'contract.out_of_range',
  invalid_format: 'contract.format',
  invalid_value: 'contract.not_allowed',
  invalid_union: 'contract.not_allowed',
  unrecognized_keys: 'contract.unknown_field',
};

/** The rule in the field's words; zod's own sentence where it is already plain. */
function ruleText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be of type ${issue.expected === 'int' ? 'whole number' : issue.expected}`;
    case 'invalid_union':
      return issue.message.replace('Invalid discriminator value. Expected ', 'one of ');
    case 'too_big':
      return `at most ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_small':
      return `at least ${String(issue.minimum)}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return 'no such field in this message';
    default:
      return issue.message;
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    // The path comes from the schema check of this very value; a missing key reads as undefined.
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

function requestIdOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || !('id' in value)) return 0;
  return Number.isSafeInteger(value.id) && typeof value.id === 'number' ? value.id : 0;
}
