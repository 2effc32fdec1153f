import { beforeEach, describe, expect, it, vi } from 'vitest';
import { errorFields, functionLog } from '../../../../shared/lambda/log.ts';
import { ProblemError } from '../../../../shared/lambda/problem.ts';

describe('a log line', () => {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'accept-credit-note');
    // Powertools writes by the console of this process only when it is told that somebody is looking.
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    for (const method of ['info', 'error'] as const) {
      vi.spyOn(console, method).mockImplementation((line) => written.push(line));
    }
  });
  const lines = () => written.map((line) => JSON.parse(line));

  it('is JSON with a fixed sentence, its code, the function and the ids that it is about', () => {
    functionLog().info('RECORD_HANDLED', { shopId: 'demo', caseId: 'c-1', attempt: 2 });
    expect(lines()).toMatchObject([
      {
        level: 'INFO',
        message: 'A record was handled.',
        code: 'RECORD_HANDLED',
        service: 'accept-credit-note',
        shopId: 'demo',
        caseId: 'c-1',
        attempt: 2,
      },
    ]);
  });

  it('leaves out what a larger object brings along', () => {
    const message = { shopId: 'demo', customerName: 'Jane Doe', order: { customer: { email: 'jane@example.com' } } };
    functionLog().error('RECORD_FAILED', message);
    expect(lines()).toMatchObject([{ level: 'ERROR', shopId: 'demo' }]);
    expect(written.join()).not.toMatch(/jane|customer/i);
  });

  it('leaves out what is not known', () => {
    functionLog().info('RECORD_HANDLED', { shopId: undefined });
    expect(lines()[0]).not.toHaveProperty('shopId');
  });
});

// The stack keeps the message that the error had when somebody first looked at it.
const changedLater = (error: Error) => Object.assign(error, { stack: error.stack, message: 'changed' });

describe('what may be said of an error', () => {
  it('is its class and where in our code it arose', () => {
    const { errorCode, errorAt } = errorFields(new RangeError('x'));
    expect(errorCode).toBe('RangeError');
    expect(errorAt?.[0]).toMatch(/^at .*log\.test\.ts:\d+:\d+/);
  });

  it('follows the code through what it waited for', async () => {
    const waiting = async () => {
      await Promise.resolve();
      throw new RangeError('x');
    };
    const error = await waiting().catch((failure: unknown) => failure);
    expect(errorFields(error).errorAt?.join()).toMatch(/^at waiting .*,at (async )?.*log\.test\.ts/);
  });

  it('is the code that it carries rather than its class', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(errorFields(refused).errorCode).toBe('ECONNREFUSED');
    expect(errorFields(new ProblemError(503, 'order_contended', 'Others.')).errorCode).toBe('order_contended');
  });

  it('includes the code of what caused it', () => {
    const cause = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    expect(errorFields(new Error('x', { cause }))).toMatchObject({ causeCode: 'ThrottlingException' });
  });

  it.each([
    ['its message', new Error('Jane Doe')],
    ['a message of several lines', new Error('a\nJane Doe\nb')],
    [
      'a message made to look like a place in the code',
      new Error('x\n    at Jane (/jane/doe.ts:1:2)\n    at /Jane:1:1'),
    ],
    ['a name that is a sentence', Object.assign(new Error('x'), { name: 'No order of Jane Doe' })],
    ['a code that is a sentence', Object.assign(new Error('x'), { code: 'Jane Doe' })],
    ['the message of its cause', new Error('x', { cause: new Error('Jane Doe') })],
    ['what was thrown instead of an error', 'Jane Doe'],
    ['a message that was changed after it arose', changedLater(new Error('x\n    at Jane\n'))],
  ])('never includes %s', (_, error) => {
    const fields = errorFields(error);
    expect(fields.errorCode).toMatch(/^[\w.$-]+$/);
    expect(JSON.stringify(fields)).not.toMatch(/jane/i);
  });
});
