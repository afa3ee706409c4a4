/** Fields that several parts of the contract share. */
import { z } from 'zod';

/** What names an instrument. */
export const symbolField: z.ZodString = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9./-]{0,15}$/, 'a symbol of 1 to 16 of A-Z 0-9 . / -');
