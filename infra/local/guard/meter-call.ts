import * as z from 'zod';
import type { CallMeter, MeteredKind } from '../call-meter.ts';
import { askingForUnits, consumedUnits } from './consumed-units.ts';
import type { MadeCall } from './guard.ts';
import type { Service } from './service.ts';

// A request of SQS and an event of EventBridge are charged once for each 64 kB of them.
const bytesPerCharge = 65_536;
const eventsSchema = z.object({
  Entries: z.array(z.object({ Detail: z.string().default(''), DetailType: z.string().default('') })),
});

const keySchema = z.object({ sk: z.object({ S: z.string() }).optional() }).optional();
const writeSchema = z.object({ Item: keySchema, Key: keySchema });

/** What is sent on in the place of a request, so that its answer can be counted. */
export const countable = (service: Service['name'], request: string): string =>
  service === 'dynamodb' ? askingForUnits(request) : request;

/** Counts what AWS would charge for one call of a function. Reading a stream is free. */
export function meterCall(meter: CallMeter, call: MadeCall): void {
  const { operation, request } = call;
  const add = (kind: MeteredKind, amount: number, by = operation): void =>
    meter.add(call.caller.name, kind, amount, by);
  if (call.service === 'dynamodb') {
    const answer = { status: call.answer.status, body: JSON.parse(call.answer.body) };
    const { read, write } = consumedUnits(operation, request, answer);
    if (read > 0) add('read_units', read);
    if (write > 0) add('write_units', write, [operation, ...rowKindOf(request)].join(' '));
  } else if (call.service === 'sqs') {
    add('queue_requests', charges(Buffer.byteLength(JSON.stringify(request))));
  } else if (operation === 'GetParametersByPath') {
    add('parameter_calls', 1);
  } else if (operation === 'GetSecretValue') {
    add('secret_calls', 1);
  } else if (operation === 'PutEvents') {
    for (const { Detail: detail, DetailType: type } of eventsSchema.parse(request).Entries) {
      const bytes = Buffer.byteLength(detail);
      add('events', charges(bytes), type);
      add('event_bytes', bytes, type);
    }
  }
}

/** What kind of row a single write is about: the first word of its sort key. */
function rowKindOf(request: unknown): readonly string[] {
  const { Item: item, Key: key } = writeSchema.parse(request);
  const [kind] = (item ?? key)?.sk?.S.split('#') ?? [];
  return kind === undefined ? [] : [kind];
}

const charges = (bytes: number): number => Math.max(1, Math.ceil(bytes / bytesPerCharge));
