import { z } from 'zod';
import { orderId } from '../domain/ids.ts';
import { isJson } from '../domain/json-text.ts';
import type { ScopeAnswer } from '../orders/scope-answers.ts';

const answersSchema = z.array(
  z.object({
    command: z.string(),
    canceledOrderIds: z.array(z.int().min(1).transform(orderId)),
  }),
);

/** What commands have done, from the JSON text that is kept of it; what no version has written is none. */
export function storedScopeAnswers(text: string | undefined): readonly ScopeAnswer[] {
  if (text === undefined || !isJson(text)) return [];
  const answers = answersSchema.safeParse(JSON.parse(text));
  return answers.success ? answers.data : [];
}
