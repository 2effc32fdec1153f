import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { clientSettings } from '../../../../shared/adapters/client-settings.ts';
import { dynamoTable } from '../../../../shared/adapters/dynamo-table.ts';
import { TableUnavailableError } from '../../../../shared/ports/table.ts';
import { localServer } from '../../../support/local-server.ts';

describe('the settings of the AWS clients', () => {
  it('give a call up that hangs, and try it as often as they say', async () => {
    let calls = 0;
    await using server = await localServer(() => {
      calls += 1;
    });
    const client = new DynamoDBClient({
      ...clientSettings,
      requestHandler: { ...clientSettings.requestHandler, requestTimeout: 30 },
      endpoint: server.origin,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const call = dynamoTable(client, 'Avoir').get({ pk: 'a', sk: 'b' });
    await expect(call).rejects.toBeInstanceOf(TableUnavailableError);
    expect(calls).toBe(clientSettings.maxAttempts);
  });
});
