import type { MonthlyStatement } from '../../../shared/statements/statement-of-month.ts';
import { monthlyStatementSchema } from '../../../shared/statements/statement-schema.ts';
import { component } from './component.ts';

/** The statement of a month. */
export const statement = component<MonthlyStatement>()(
  'Statement',
  'What a shop gave back in a month and what was open at both its ends, by provider and currency. The same for ever once it is final.',
  monthlyStatementSchema,
);
