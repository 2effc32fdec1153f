import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmPeriod, ImpactAlarm } from './impact-alarm.ts';

/** Where every function's counts are found in CloudWatch, by the service that is the function's folder. */
export const metricsNamespace = 'Avoir';

/** What surrounds every function of a stack. */
export interface FunctionSurroundings {
  /** Folder that holds the bundle of each function, made by `infra/build.ts`. */
  readonly bundles: string;
  readonly alarms: ITopic;
}

/** One function of the system. */
export interface BundledFunctionProps extends FunctionSurroundings {
  /** Folder under `functions/`; its `handler.ts` is the entry point. */
  readonly functionFolder: string;
  readonly timeout: Duration;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether it goes on by a message to itself, as often as there is work. Lambda ends such a chain after sixteen otherwise. */
  readonly sendsItselfOn?: boolean;
  readonly impact: string;
}

/**
 * A function from its bundle, with a role of its own that may write its own log and nothing else until somebody
 * allows a single action on a single resource.
 */
export class BundledFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const bundle = join(props.bundles, props.functionFolder);
    if (!existsSync(join(bundle, 'index.mjs'))) {
      throw new Error(`There is no bundle of functions/${props.functionFolder}; run "npm run build" first.`);
    }
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.function = new LambdaFunction(this, 'Function', {
      code: Code.fromAsset(bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // Node starts up at the speed of one processor, which Lambda gives from 1,769 MB on; half of it is the better price.
      memorySize: 1024,
      timeout: props.timeout,
      ...(props.sendsItselfOn === true && { recursiveLoop: RecursiveLoop.ALLOW }),
      role,
      logGroup,
      // Ours is JSON already and stays as it is. What Lambda would say of each invocation costs more than what we say; its
      // metrics hold the same, and what goes wrong it still writes.
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: props.functionFolder,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
      },
    });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    new ImpactAlarm(this, 'Failing', {
      metric: this.function.metricErrors({ period: alarmPeriod }),
      above: 0,
      impact: props.impact,
      runbookSection: 'A function fails',
      alarms: props.alarms,
    });
  }

  /** Hands the function these environment variables. */
  set(variables: Readonly<Record<string, string>>): this {
    for (const [name, value] of Object.entries(variables)) this.function.addEnvironment(name, value);
    return this;
  }

  /** Lets the function do these single actions on these resources. */
  allow(actions: readonly string[], ...resources: readonly string[]): this {
    this.function.addToRolePolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] }),
    );
    return this;
  }
}
