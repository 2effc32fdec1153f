import type { Condition, Row } from '../../../shared/ports/table.ts';

/** Whether a condition holds of the row that is there, in the simulated table. */
export function holds(condition: Condition | undefined, row: Row | undefined): boolean {
  if (condition === undefined) return true;
  switch (condition.kind) {
    case 'absent':
      return row === undefined;
    case 'version_equals':
      return row?.version === condition.version;
    case 'attribute_equals':
      return row !== undefined && row[condition.attribute] === condition.value;
    case 'attribute_at_least': {
      const value = row?.[condition.attribute];
      return typeof value === 'number' && value >= condition.value;
    }
  }
}
