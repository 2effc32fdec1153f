import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { CfnStage, HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { OAuthScope, type UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Route, routes } from '../../shared/lambda/routes.ts';
import { BundledFunction, type FunctionSurroundings } from './bundled-function.ts';
import { alarmPeriod, ImpactAlarm } from './impact-alarm.ts';

/** What the API's functions have in common. */
export interface OperatorApiProps extends FunctionSurroundings {
  readonly userPool: UserPool;
}

const impact = 'nobody can enter credit notes or see what has to be refunded.';

/** What it means that one function fails, where that is not the same for all. */
const impactOf: Partial<Record<Route['functionName'], string>> = {
  'make-statement': 'nobody gets the statement of a month.',
  'serve-assets': 'nobody can decide anything on the pages of the console.',
  'receive-ecom-webhook': 'what happens in eCom is seen minutes later, when the sweep looks for it.',
};

// No path: it holds order and credit-note numbers, and later the keys of webhooks. The route says which one it was.
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
});

/** The HTTP API: exactly the routes of `shared/lambda/routes.ts`, each with its function, throttled, logged without paths. */
export class OperatorApi extends Construct {
  readonly api: HttpApi;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #functions = new Map<Route['functionName'], BundledFunction>();
  readonly #integrations = new Map<Route['functionName'], HttpLambdaIntegration>();

  constructor(scope: Construct, id: string, props: OperatorApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false });
    const client = this.#addClient(props.userPool);
    this.#environment = {
      TOKEN_ISSUER: props.userPool.userPoolProviderUrl,
      TOKEN_AUDIENCE: client.userPoolClientId,
    };
    for (const { method, path, functionName } of routes) {
      const integration = this.#integrations.get(functionName) ?? this.#addFunction(functionName, props);
      this.api.addRoutes({ path, methods: [HttpMethod[method]], integration });
    }
    this.#addStage();
    new ImpactAlarm(this, 'Failing', {
      metric: this.api.metricServerError({ period: alarmPeriod, statistic: 'Sum' }),
      above: 0,
      impact,
      runbookSection: 'The API answers with errors',
      alarms: props.alarms,
    });
    // One gate for AWS and for one machine: every function checks the token itself (shared/lambda/authenticate.ts),
    // and a test finds each route in the table that says who may call it.
    Validations.of(this).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG4',
      reason:
        'Every function behind this API verifies the bearer token (issuer, audience, expiry, role, shop) by one middleware, which refuses any route that is not in the table of routes; a test compares that table with the template. A second gate in front would be absent on one machine and could disagree with it.',
    });
  }

  /** The function that answers a route, to be allowed what it needs. */
  functionOf(functionName: Route['functionName']): BundledFunction {
    const found = this.#functions.get(functionName);
    if (found === undefined) throw new Error(`No route leads to ${functionName}.`);
    return found;
  }

  #addFunction(
    functionName: Route['functionName'],
    { userPool: _, ...surroundings }: OperatorApiProps,
  ): HttpLambdaIntegration {
    const added = new BundledFunction(this, functionName, {
      ...surroundings,
      functionFolder: functionName,
      timeout: Duration.seconds(10),
      environment: this.#environment,
      impact: impactOf[functionName] ?? impact,
    });
    // One for all routes of the function; payload format 2.0 is what the middleware reads.
    const integration = new HttpLambdaIntegration('Integration', added.function);
    this.#functions.set(functionName, added);
    this.#integrations.set(functionName, integration);
    return integration;
  }

  /** Tokens are made for the console of this API, whose pages people come back to when they have signed in. */
  #addClient(userPool: UserPool): UserPoolClient {
    return new UserPoolClient(this, 'Console', {
      userPool,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [`${this.api.apiEndpoint}/signed-in`],
        logoutUrls: [`${this.api.apiEndpoint}/sign-in`],
      },
      generateSecret: false,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
    });
  }

  #addStage(): void {
    const logGroup = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(accessLogFormat),
      },
    });
    const cfnStage = stage.node.defaultChild;
    if (!(cfnStage instanceof CfnStage)) throw new Error('The stage has no resource of its own.');
    // Writing is dearer than reading, and no shop enters fifty credit notes a second by hand.
    const writing = routes.filter(({ method }) => method === 'POST').map(({ method, path }) => `${method} ${path}`);
    cfnStage.routeSettings = Object.fromEntries(
      writing.map((routeKey) => [routeKey, { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 }]),
    );
    cfnStage.node.addDependency(this.api);
  }
}
