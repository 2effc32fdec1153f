import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { digestMadeV1 } from '../../events/digest-made.v1.ts';
import type { FunctionSurroundings } from './bundled-function.ts';
import type { DeadLetterRecorder } from './dead-letter-recorder.ts';
import { EventConsumer } from './event-consumer.ts';
import { RecurringFunction } from './recurring-function.ts';
import { readShops, type ShopAccess } from './shop-access.ts';

/** What the digest works on. */
export interface MorningDigestProps extends FunctionSurroundings {
  readonly table: Table;
  readonly bus: IEventBus;
  readonly recorder: DeadLetterRecorder;
  readonly shops: ShopAccess;
}

const impact = 'nobody is told in the morning what is to be refunded.';

/**
 * What each shop has to do, made by the shop's own clock and sent by mail and webhook. Whoever is to be told subscribes to the
 * topic with a filter on `shopId`.
 */
export class MorningDigest extends Construct {
  constructor(scope: Construct, id: string, { table, bus, shops, ...surroundings }: MorningDigestProps) {
    super(scope, id);
    // SNS encrypts what it stores with a key of its own, and a digest holds counts and amounts alone.
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    new RecurringFunction(this, 'Make', {
      ...surroundings,
      functionFolder: 'make-digests',
      timeout: Duration.seconds(50),
      expression: 'rate(5 minutes)',
      environment: { TABLE_NAME: table.tableName, SHOPS_PARAMETER_PATH: shops.parameterPath },
      impact,
    }).runner
      .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem'], table.tableArn)
      .allow(['dynamodb:Query'], `${table.tableArn}/index/work`, `${table.tableArn}/index/amount`)
      .allow(['ssm:GetParametersByPath'], shops.parameterArn);
    const sending = new EventConsumer(this, 'Send', {
      ...surroundings,
      bus,
      event: digestMadeV1,
      functionFolder: 'send-digest',
      environment: { TABLE_NAME: table.tableName, DIGEST_TOPIC_ARN: topic.topicArn },
      impact,
    });
    readShops(sending.consumer, shops)
      // What fails is noted with its error, for whoever finds it among the dead letters.
      .allow(['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:PutItem'], table.tableArn)
      .allow(['sns:Publish'], topic.topicArn);
  }
}
