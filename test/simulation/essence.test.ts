import { expect, it } from 'vitest';
import type { Row } from '../../shared/ports/table.ts';
import { changedIn } from './story.ts';

const task: Row = {
  pk: 'CASE#demo#CN-1',
  sk: 'TASK#001',
  schema: 1,
  version: 1,
  nextCheckAt: 'soon',
  amountMinor: 500,
};
const essence = (...rows: readonly Row[]) => new Map(rows.map((row) => [row.sk, row]));

it('a task that is only looked at later is the same, one that gives back something else is not', () => {
  expect(changedIn(essence(task), essence({ ...task, version: 2, nextCheckAt: 'later' }))).toEqual([]);
  expect(changedIn(essence(task), essence({ ...task, amountMinor: 501 }))).toEqual(['TASK#001']);
});

it('what is gone and what came are changes too', () => {
  const other = { ...task, sk: 'TASK#002' };
  expect(changedIn(essence(task), essence(task, other))).toEqual(['TASK#002']);
  expect(changedIn(essence(task, other), essence(task))).toEqual(['TASK#002']);
});
