import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  ConditionRefusedError,
  TableRequestInvalidError,
  TableUnavailableError,
  type TransactionReason,
  TransactionRefusedError,
} from '../ports/table.ts';
import { rowOf } from './dynamo-attributes.ts';
import { unavailableCodeOf } from './unavailable-code.ts';

const noReason: TransactionReason = { kind: 'none' };
const conflict: TransactionReason = { kind: 'conflict' };

/** Waits for DynamoDB's answer and says a failure in the words of the port; what the port has no word for passes as it is. */
export async function answered<Output>(request: Promise<Output>): Promise<Output> {
  try {
    return await request;
  } catch (error) {
    throw failureOf(error);
  }
}

function failureOf(error: unknown): unknown {
  if (error instanceof ConditionalCheckFailedException) {
    return new ConditionRefusedError(error.Item && rowOf(error.Item));
  }
  if (error instanceof TransactionCanceledException) return cancellationOf(error);
  if (error instanceof DynamoDBServiceException && error.name === 'ValidationException') {
    return new TableRequestInvalidError(error.message, { cause: error });
  }
  const code = unavailableCodeOf(error);
  return code === undefined ? error : new TableUnavailableError(`The table did not answer: ${code}.`, { cause: error });
}

function cancellationOf(error: TransactionCanceledException): Error {
  const reasons: TransactionReason[] = [];
  for (const { Code: code = 'None', Item: item, Message: message } of error.CancellationReasons ?? []) {
    if (code === 'None') reasons.push(noReason);
    else if (code === 'ConditionalCheckFailed') reasons.push({ kind: 'condition', existing: item && rowOf(item) });
    else if (code === 'TransactionConflict') reasons.push(conflict);
    else if (code === 'ValidationError') return new TableRequestInvalidError(message ?? code, { cause: error });
    // Throttling of one part: nothing was written, and nothing is known of the other parts' conditions.
    else return new TableUnavailableError(`The table did not take the transaction: ${code}.`, { cause: error });
  }
  const isRefusal = reasons.some((reason) => reason.kind !== 'none');
  return isRefusal
    ? new TransactionRefusedError(reasons)
    : new TableUnavailableError('The table cancelled the transaction without a reason.', { cause: error });
}
