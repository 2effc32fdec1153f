import type { ResourceType } from './resource-type.ts';
import { apiGatewayApi } from './resources/apigatewayv2-api.ts';
import { apiGatewayIntegration } from './resources/apigatewayv2-integration.ts';
import { apiGatewayRoute } from './resources/apigatewayv2-route.ts';
import { apiGatewayStage } from './resources/apigatewayv2-stage.ts';
import { cloudwatchAlarm } from './resources/cloudwatch-alarm.ts';
import { cognitoUserPool } from './resources/cognito-user-pool.ts';
import { cognitoUserPoolClient } from './resources/cognito-user-pool-client.ts';
import { cognitoUserPoolDomain } from './resources/cognito-user-pool-domain.ts';
import { cognitoUserPoolGroup } from './resources/cognito-user-pool-group.ts';
import { dynamodbTable } from './resources/dynamodb-table.ts';
import { eventsArchive } from './resources/events-archive.ts';
import { eventsEventBus } from './resources/events-event-bus.ts';
import { eventsRule } from './resources/events-rule.ts';
import { iamPolicy } from './resources/iam-policy.ts';
import { iamRole } from './resources/iam-role.ts';
import { lambdaEventSourceMapping } from './resources/lambda-event-source-mapping.ts';
import { lambdaFunction } from './resources/lambda-function.ts';
import { lambdaPermission } from './resources/lambda-permission.ts';
import { logsLogGroup } from './resources/logs-log-group.ts';
import { s3Bucket } from './resources/s3-bucket.ts';
import { s3BucketPolicy } from './resources/s3-bucket-policy.ts';
import { schedulerSchedule } from './resources/scheduler-schedule.ts';
import { snsTopic } from './resources/sns-topic.ts';
import { snsTopicPolicy } from './resources/sns-topic-policy.ts';
import { sqsQueue } from './resources/sqs-queue.ts';
import { sqsQueuePolicy } from './resources/sqs-queue-policy.ts';

/** Every type of resource that one machine knows. A template with any other does not start. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map([
  ['AWS::ApiGatewayV2::Api', apiGatewayApi],
  ['AWS::ApiGatewayV2::Integration', apiGatewayIntegration],
  ['AWS::ApiGatewayV2::Route', apiGatewayRoute],
  ['AWS::ApiGatewayV2::Stage', apiGatewayStage],
  ['AWS::CloudWatch::Alarm', cloudwatchAlarm],
  ['AWS::Cognito::UserPool', cognitoUserPool],
  ['AWS::Cognito::UserPoolClient', cognitoUserPoolClient],
  ['AWS::Cognito::UserPoolDomain', cognitoUserPoolDomain],
  ['AWS::Cognito::UserPoolGroup', cognitoUserPoolGroup],
  ['AWS::DynamoDB::Table', dynamodbTable],
  ['AWS::Events::Archive', eventsArchive],
  ['AWS::Events::EventBus', eventsEventBus],
  ['AWS::Events::Rule', eventsRule],
  ['AWS::IAM::Policy', iamPolicy],
  ['AWS::IAM::Role', iamRole],
  ['AWS::Lambda::EventSourceMapping', lambdaEventSourceMapping],
  ['AWS::Lambda::Function', lambdaFunction],
  ['AWS::Lambda::Permission', lambdaPermission],
  ['AWS::Logs::LogGroup', logsLogGroup],
  ['AWS::S3::Bucket', s3Bucket],
  ['AWS::S3::BucketPolicy', s3BucketPolicy],
  ['AWS::SNS::Topic', snsTopic],
  ['AWS::SNS::TopicPolicy', snsTopicPolicy],
  ['AWS::SQS::Queue', sqsQueue],
  ['AWS::SQS::QueuePolicy', sqsQueuePolicy],
  ['AWS::Scheduler::Schedule', schedulerSchedule],
]);
