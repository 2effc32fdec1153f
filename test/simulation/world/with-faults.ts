import { type EventBus, EventBusUnavailableError, type PublishResult } from '../../../shared/ports/event-bus.ts';
import { type Http, NoAnswerError } from '../../../shared/ports/http.ts';
import { type Queue, QueueUnavailableError } from '../../../shared/ports/queue.ts';
import {
  type Key,
  type Query,
  type Table,
  TableUnavailableError,
  type TransactionReason,
  TransactionRefusedError,
  type Write,
} from '../../../shared/ports/table.ts';
import type { Operation } from './fault-plan.ts';
import type { Doing, SimulatedProcess } from './port-calls.ts';
import type { SimulatedTable } from './simulated-table.ts';

// Enough that a row and its index entry written together in the last use case are not yet seen.
const staleWrites = 3;

/** The table as one process sees it: each call may meet what the plan has for it. */
export function tableWithFaults(process: SimulatedProcess, table: SimulatedTable): Table {
  const unanswered = () => new TableUnavailableError('The simulated table did not answer.');
  const call = <Answer>(operation: Operation, perform: () => Promise<Answer>, more: Partial<Doing<Answer>>) =>
    process.call(operation, { perform, unanswered, ...more });
  const about = (...keys: readonly Key[]) => ({ about: () => keys.map(({ pk, sk }) => `${pk} ${sk}`).join(', ') });
  const aboutQuery = ({ partition }: Query) => ({ about: () => partition });
  return {
    get: (key) => call('table.get', () => table.get(key), about(key)),
    getMany: (keys) => call('table.getMany', () => table.getMany(keys), about(...keys)),
    query: (query) => call('table.query', () => table.query(query), aboutQuery(query)),
    queryIndex: (index, query) =>
      call('table.queryIndex', () => table.queryIndex(index, query), {
        ...aboutQuery(query),
        stale: () => table.queryStaleIndex(index, query, staleWrites),
      }),
    put: (row, condition) => call('table.put', () => table.put(row, condition), about(row)),
    update: (update) => call('table.update', () => table.update(update), about(update.key)),
    transact: (writes) =>
      call('table.transact', () => table.transact(writes), {
        ...about(...writes.map((write) => (write.kind === 'put' ? write.row : write.key))),
        conflict: () => Promise.reject(new TransactionRefusedError(conflictAtFirst(writes))),
      }),
  };
}

/** A queue as one process sees it. In part, the first half of the messages is stored and the rest refused. */
export function queueWithFaults(process: SimulatedProcess, queue: Queue): Queue {
  return {
    send: (messages) =>
      process.call('queue.send', {
        perform: () => queue.send(messages),
        about: () => messages.map(({ body }) => body).join(', '),
        unanswered: () => new QueueUnavailableError('The simulated queue did not answer.'),
        async inPart() {
          const half = Math.floor(messages.length / 2);
          await queue.send(messages.slice(0, half));
          const failedCodes = messages.slice(half).map(() => 'InternalError');
          throw new QueueUnavailableError('The simulated queue refused some messages.', { failedCodes });
        },
      }),
  };
}

/** The bus as one process sees it. In part, the first half of the events is published and the rest refused. */
export function busWithFaults(process: SimulatedProcess, bus: EventBus): EventBus {
  return {
    publish: (events) =>
      process.call('bus.publish', {
        perform: () => bus.publish(events),
        about: () => events.map(({ detail }) => detail).join(', '),
        unanswered: () => new EventBusUnavailableError('The simulated bus did not answer.'),
        async inPart() {
          const half = Math.floor(events.length / 2);
          const results = await bus.publish(events.slice(0, half));
          const refused = events
            .slice(half)
            .map((): PublishResult => ({ published: false, code: 'InternalException' }));
          return [...results, ...refused];
        },
      }),
  };
}

/** Another system as one process sees it. */
export function httpWithFaults(process: SimulatedProcess, http: Http): Http {
  return {
    send: (request) =>
      process.call(request.method === 'GET' ? 'http.read' : 'http.write', {
        perform: () => http.send(request),
        unanswered: () => new NoAnswerError('The simulated system did not answer.'),
      }),
  };
}

const conflictAtFirst = (writes: readonly Write[]): readonly TransactionReason[] =>
  writes.map((_, index) => ({ kind: index === 0 ? 'conflict' : 'none' }));
