import { expect, it } from 'vitest';
import { faultsAt } from './fault-plan.ts';
import { portCalls, type SimulatedProcess } from './port-calls.ts';
import { environmentsOf, invokeWith, type QueueHandler } from './simulated-invocation.ts';

const nothingFailed = { batchItemFailures: [] };

it('keeps the environment of a function from call to call, and makes a fresh one where a call died', async () => {
  const calls = portCalls(faultsAt({ 2: 'crash_before' }));
  let environments = 0;
  const handlerIn = environmentsOf((process: SimulatedProcess): QueueHandler => {
    environments += 1;
    return async () => {
      await process.call('table.get', { perform: async () => undefined, unanswered: () => new Error('No answer.') });
      return nothingFailed;
    };
  });
  const invoke = (name: string) => {
    const process = calls.startProcess(name);
    const answered = invokeWith(handlerIn(process), 'queue', []);
    return Promise.race([answered, process.crashed.then(() => 'crashed' as const)]);
  };
  expect(await invoke('first')).toEqual(nothingFailed);
  expect(await invoke('second')).toBe('crashed');
  expect(environments).toBe(1);
  expect(await invoke('third')).toEqual(nothingFailed);
  expect(environments).toBe(2);
  expect(calls.trace().map(({ process }) => process)).toEqual(['first', 'second', 'third']);
});
