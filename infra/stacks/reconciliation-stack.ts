import { ArnFormat, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { providerRefundSeenV1 } from '../../events/provider-refund-seen.v1.ts';
import { refundCaseOpenedV1 } from '../../events/refund-case-opened.v1.ts';
import type { BundledFunction } from '../constructs/bundled-function.ts';
import { DeadLetterRecorder } from '../constructs/dead-letter-recorder.ts';
import { EcomSource } from '../constructs/ecom-source.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { MorningDigest } from '../constructs/morning-digest.ts';
import { OperatorApi } from '../constructs/operator-api.ts';
import { OutboxPublisher } from '../constructs/outbox-publisher.ts';
import { ProviderSource } from '../constructs/provider-source.ts';
import { QueueConsumer } from '../constructs/queue-consumer.ts';
import { RecurringFunction } from '../constructs/recurring-function.ts';
import { ReportSource } from '../constructs/report-source.ts';
import { RetailLane } from '../constructs/retail-lane.ts';
import { readShops } from '../constructs/shop-access.ts';
import type { StorageStack } from './storage-stack.ts';

/** What the reconciliation works on, and where its bundles are. */
export interface ReconciliationStackProps extends StackProps {
  readonly storage: StorageStack;
  readonly bundles: string;
}

const shopsParameterPath = '/avoir/shops';
const shopSecretsPrefix = '/avoir/shops/';

/** Everything that can be taken down and put up again without losing anything: functions, queues, rules, schedule, API. */
export class ReconciliationStack extends Stack {
  constructor(scope: Construct, id: string, { storage, bundles, ...props }: ReconciliationStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const { table, bus, reportFiles } = storage;
    const alarms = this.#addAlarmTopic();
    const surroundings = { bundles, alarms };
    const recorder = new DeadLetterRecorder(this, 'DeadLetterRecorder', { ...surroundings, table });
    const workIndexArn = `${table.tableArn}/index/work`;
    const shopsParameterArn = this.formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: shopsParameterPath.slice(1),
    });

    const secretsArn = this.formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: `${shopSecretsPrefix}*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const shops = {
      parameterPath: shopsParameterPath,
      parameterArn: shopsParameterArn,
      secretsPrefix: shopSecretsPrefix,
      secretsArn,
    };
    new OutboxPublisher(this, 'Outbox', { ...surroundings, table, bus, recorder });

    const reconciliation = new QueueConsumer(this, 'ReconcileTask', {
      ...surroundings,
      recorder,
      functionFolder: 'reconcile-task',
      environment: { TABLE_NAME: table.tableName },
      impact: 'open refunds are no longer looked at, and what is overdue goes unseen.',
    });
    readShops(reconciliation.consumer, shops);
    letReconcile(reconciliation.consumer, table);
    // An unknown payment may name an order, which is looked for; a refund is looked up before it is kept.
    reconciliation.consumer.allow(['dynamodb:GetItem'], table.tableArn);
    const matching = new EventConsumer(this, 'MatchRefunds', {
      ...surroundings,
      recorder,
      bus,
      event: providerRefundSeenV1,
      functionFolder: 'match-refunds',
      environment: { TABLE_NAME: table.tableName, SHOPS_PARAMETER_PATH: shopsParameterPath },
      impact: 'refunds that providers show are not matched, and people refund what was refunded.',
    });
    letReconcile(matching.consumer, table);
    matching.consumer.allow(['ssm:GetParametersByPath'], shopsParameterArn);

    new EventConsumer(this, 'OpenRefundTasks', {
      ...surroundings,
      recorder,
      bus,
      event: refundCaseOpenedV1,
      functionFolder: 'open-refund-tasks',
      environment: { TABLE_NAME: table.tableName, RECONCILIATION_QUEUE_URL: reconciliation.queue.queueUrl },
      impact: 'accepted credit notes open no refund tasks, and customers do not get their money.',
    }).consumer
      .allow(['dynamodb:PutItem'], table.tableArn)
      .allow(['sqs:SendMessage'], reconciliation.queue.queueArn);

    new MorningDigest(this, 'MorningDigest', { ...surroundings, recorder, table, bus, shops });

    const lane = new RetailLane(this, 'RetailLane', { ...surroundings, recorder, table, bus, shops });

    new RecurringFunction(this, 'ChaseRefunds', {
      ...surroundings,
      recorder,
      functionFolder: 'chase-refunds',
      timeout: Duration.seconds(50),
      expression: 'rate(1 minute)',
      environment: {
        TABLE_NAME: table.tableName,
        RECONCILIATION_QUEUE_URL: reconciliation.queue.queueUrl,
        SHOPS_PARAMETER_PATH: shopsParameterPath,
      },
      impact: 'refunds whose check is due are not looked at again.',
    }).runner
      .allow(['dynamodb:Query'], workIndexArn)
      .allow(['dynamodb:BatchGetItem', 'dynamodb:PutItem'], table.tableArn)
      .allow(['sqs:SendMessage'], reconciliation.queue.queueArn)
      .allow(['ssm:GetParametersByPath'], shopsParameterArn);

    const api = new OperatorApi(this, 'OperatorApi', {
      ...surroundings,
      userPool: storage.userPool,
    });
    const dataEnvironment = { TABLE_NAME: table.tableName, SHOPS_PARAMETER_PATH: shopsParameterPath };
    for (const functionName of ['accept-credit-note', 'accept-cancellation'] as const) {
      // An order that nobody knows is fetched from the shop's eCom.
      readShops(api.functionOf(functionName).set({ TABLE_NAME: table.tableName }), shops).allow(
        ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
        table.tableArn,
      );
    }
    api
      .functionOf('answer-case')
      .set(dataEnvironment)
      .allow(['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn)
      .allow(['ssm:GetParametersByPath'], shopsParameterArn);
    api
      .functionOf('read-records')
      .set(dataEnvironment)
      .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], table.tableArn)
      .allow(['dynamodb:Query'], workIndexArn, `${table.tableArn}/index/amount`)
      .allow(['ssm:GetParametersByPath'], shopsParameterArn);

    api
      .functionOf('make-statement')
      .set(dataEnvironment)
      .allow(['dynamodb:BatchGetItem'], table.tableArn)
      .allow(['dynamodb:Query'], workIndexArn)
      .allow(['ssm:GetParametersByPath'], shopsParameterArn);

    api
      .functionOf('show-console')
      .set({ ...dataEnvironment, REPORT_BUCKET_NAME: reportFiles.bucketName })
      .allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], table.tableArn)
      .allow(['dynamodb:Query'], workIndexArn, `${table.tableArn}/index/amount`)
      .allow(['ssm:GetParametersByPath'], shopsParameterArn);

    api
      .functionOf('republish-events')
      .set({ ...dataEnvironment, EVENT_BUS_NAME: bus.eventBusName })
      .allow(['dynamodb:Query', 'dynamodb:PutItem'], table.tableArn)
      .allow(['dynamodb:Query'], workIndexArn)
      .allow(['ssm:GetParametersByPath'], shopsParameterArn)
      .allow(['events:PutEvents'], bus.eventBusArn);
    new EcomSource(this, 'Ecom', { ...surroundings, table, recorder, api, shops });
    new ReportSource(this, 'Reports', { ...surroundings, table, files: reportFiles, recorder, api, shops });
    const reconciliationQueue = reconciliation.queue;
    new ProviderSource(this, 'Providers', { table, reconciliationQueue, api, shops, alarms });
    // A look at Retail may have to renew its token pair, which is a row of the lane.
    readShops(api.functionOf('prepare-shop').set({ TABLE_NAME: table.tableName }), shops).allow(
      ['dynamodb:GetItem', 'dynamodb:PutItem'],
      table.tableArn,
    );
    readShops(api.functionOf('make-credit-note').set({ TABLE_NAME: table.tableName }), shops).allow(
      ['dynamodb:GetItem', 'dynamodb:PutItem'],
      table.tableArn,
    );
    // Whoever takes a task is told what its provider says about the payment right now.
    const decisions = readShops(api.functionOf('record-decision').set({ TABLE_NAME: table.tableName }), shops);
    letReconcile(decisions, table);
    // What is said of a payment method is told to all refunds that wait for it.
    decisions.allow(['dynamodb:GetItem'], table.tableArn).allow(['dynamodb:Query'], workIndexArn);
    api
      .functionOf('resume-lane')
      .set({ ...dataEnvironment, LANE_QUEUE_URL: lane.worker.queue.queueUrl })
      .allow(['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], table.tableArn)
      .allow(['sqs:SendMessage'], lane.worker.queue.queueArn)
      .allow(['ssm:GetParametersByPath'], shopsParameterArn);
    this.#letReplay(api.functionOf('replay-dead-letters'), storage, recorder);
  }

  /** Lets a function send dead letters back. To be called when every queue for work is there. */
  #letReplay(replayer: BundledFunction, { table, bus }: StorageStack, { queuesForWork }: DeadLetterRecorder): void {
    const queues = queuesForWork.map(({ queue, functionFolder }) => `${functionFolder}=${queue.queueUrl}`);
    const tableActions = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
    replayer
      .set({ TABLE_NAME: table.tableName, EVENT_BUS_NAME: bus.eventBusName, REPLAY_QUEUES: queues.join(' ') })
      .allow([...tableActions, 'dynamodb:Query'], table.tableArn)
      .allow(['dynamodb:Query'], `${table.tableArn}/index/work`)
      .allow(['sqs:SendMessage'], ...queuesForWork.map(({ queue }) => queue.queueArn))
      .allow(['events:PutEvents'], bus.eventBusArn);
  }

  /**
   * Where whoever is on call subscribes. SNS encrypts what it stores with a key of its own, and an alarm says nothing
   * of any customer.
   */
  #addAlarmTopic(): Topic {
    const topic = new Topic(this, 'Alarms', { enforceSSL: true });
    // The policy that enforces TLS replaces the default one, under which the account's own alarms may publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    return topic;
  }
}

/** What matching a task or a refund with all that may have to do with it takes. */
function letReconcile(consumer: BundledFunction, table: StorageStack['table']): void {
  consumer
    .allow(['dynamodb:Query', 'dynamodb:BatchGetItem'], table.tableArn)
    .allow(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'], table.tableArn)
    .allow(['dynamodb:Query'], `${table.tableArn}/index/payment`, `${table.tableArn}/index/amount`);
}
