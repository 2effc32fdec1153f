import { afterAll } from 'vitest';
import { dynamoTable } from '../../shared/adapters/dynamo-table.ts';
import { type Dynoxide, startDynoxide } from '../support/dynoxide.ts';
import { describeTable } from './table-contract.ts';

let dynoxide: Dynoxide | undefined;
afterAll(() => dynoxide?.stop());

describeTable('DynamoDB', async () => {
  dynoxide = await startDynoxide();
  return dynamoTable(dynoxide.client, await dynoxide.freshTable());
});
