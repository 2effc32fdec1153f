import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { foreseenProblem, invalidRequest, ProblemError, problemAnswer } from '../../../../shared/lambda/problem.ts';
import { EventBusUnavailableError } from '../../../../shared/ports/event-bus.ts';
import { QueueUnavailableError } from '../../../../shared/ports/queue.ts';
import { SecretsUnavailableError } from '../../../../shared/ports/secrets.ts';
import { SettingsUnavailableError } from '../../../../shared/ports/settings.ts';
import {
  CursorInvalidError,
  TableRequestInvalidError,
  TableUnavailableError,
  TransactionRefusedError,
} from '../../../../shared/ports/table.ts';

describe('an error that was foreseen', () => {
  it.each([
    [new TableUnavailableError('x'), 'table_unavailable'],
    [new SettingsUnavailableError('x'), 'settings_unavailable'],
    [new SecretsUnavailableError('x'), 'secrets_unavailable'],
    [new QueueUnavailableError('x'), 'messages_unavailable'],
    [new EventBusUnavailableError('x'), 'messages_unavailable'],
  ])('asks to come again where something did not answer: %s', (error, code) => {
    expect(foreseenProblem(error)).toMatchObject({ status: 503, code, headers: { 'retry-after': '2' } });
  });

  it('tells a made-up cursor from a fault of ours', () => {
    expect(foreseenProblem(new CursorInvalidError('x'))).toMatchObject({ status: 400, code: 'invalid_cursor' });
  });

  it('passes a problem as it is', () => {
    const problem = new ProblemError(404, 'case_unknown', 'There is no case with this id.');
    expect(foreseenProblem(problem)).toBe(problem);
  });
});

describe('an error that nobody foresaw', () => {
  it.each([
    [new Error('x')],
    [new TableRequestInvalidError('x')],
    [new TransactionRefusedError([])],
    [z.string().safeParse(1).error],
    ['text'],
    [undefined],
  ])('is a fault of ours: %s', (error) => {
    expect(foreseenProblem(error)).toBeUndefined();
  });
});

describe('a request of another form', () => {
  const issuesOf = (schema: z.ZodType, value: unknown) => {
    const { error } = schema.safeParse(value);
    return error && invalidRequest(error, 'body').details.issues;
  };

  it('is told every place and what is wrong there', () => {
    const issues = issuesOf(z.object({ a: z.string(), b: z.array(z.int()) }), { a: 1, b: [1, 'x', 2, 'y'] });
    expect(issues).toEqual([
      { path: 'body.a', message: expect.stringContaining('string') },
      { path: 'body.b.1', message: expect.stringContaining('number') },
      { path: 'body.b.3', message: expect.stringContaining('number') },
    ]);
  });

  it('is told a thousand places at most, so that the answer can be sent', () => {
    expect(issuesOf(z.array(z.string()), new Array(5000).fill(0))).toHaveLength(1000);
  });
});

describe('the answer to a problem', () => {
  it('keeps its own members whatever the details are called', () => {
    const details = { status: 200, code: 'x', title: 'x' };
    const reader = { language: 'en', locale: 'en' } as const;
    const { body } = problemAnswer(new ProblemError(422, 'not_yet_named', 'No.', details), reader);
    expect(body).toMatchObject({ status: 422, code: 'not_yet_named', title: 'No.' });
  });
});
