/**
 * What can befall one call of a port:
 * - `lost`: nothing happens, and the caller is told that the other side did not answer (throttling is one of these);
 * - `applied_without_answer`: it happens, and the caller is told the same;
 * - `applied_twice`: the first answer is lost and the SDK repeats the call by itself; the caller sees the second answer;
 * - `in_part`: of several things the first half happens, and the caller is told that the rest was refused;
 * - `conflict`: another transaction is at the same rows, which no emulator of DynamoDB shows;
 * - `stale`: a read of an index shows it as it was some writes ago, which no emulator shows either;
 * - `crash_before`, `crash_after`: the process is gone, before or after it happened, and never comes back to its await.
 */
export const faults = [
  'lost',
  'applied_without_answer',
  'applied_twice',
  'in_part',
  'conflict',
  'stale',
  'crash_before',
  'crash_after',
] as const;
export type Fault = (typeof faults)[number];

/** A call as the plan and the trace see it: which process makes it. Numbers run over all ports and processes of a world, from 1. */
export type PortCall = Readonly<{ number: number; process: string; operation: Operation }>;

/** The port and the method of a call. */
export type Operation = keyof typeof faultsOf;

const everywhere = ['lost', 'crash_before', 'crash_after'] as const;
const onWrites = [...everywhere, 'applied_without_answer', 'applied_twice'] as const;

/** Which faults make a difference to which operation: a read that is lost after it happened is a read that is lost. */
export const faultsOf = {
  'table.get': everywhere,
  'table.getMany': everywhere,
  'table.query': everywhere,
  'table.queryIndex': [...everywhere, 'stale'],
  'table.put': onWrites,
  'table.update': onWrites,
  // The SDK's request token makes its own repetition of a transaction answer as the first time.
  'table.transact': [...everywhere, 'applied_without_answer', 'conflict'],
  'queue.send': [...onWrites, 'in_part'],
  'bus.publish': [...onWrites, 'in_part'],
  'http.read': everywhere,
  'http.write': [...everywhere, 'applied_without_answer'],
} as const satisfies Record<string, readonly Fault[]>;

/** Says of each call what befalls it; `undefined` lets it be. A fault that the operation does not have lets it be as well. */
export type FaultPlan = (call: PortCall) => Fault | undefined;

/** A plan in which nothing goes wrong. */
export const noFaults: FaultPlan = () => undefined;

/** A plan that names the calls by their numbers. */
export function faultsAt(planned: Readonly<Record<number, Fault>>): FaultPlan {
  return ({ number }) => planned[number];
}
