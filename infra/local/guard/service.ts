/** What stands behind the guard, by the first half of `X-Amz-Target`. */
export type Service = Readonly<{
  name: 'dynamodb' | 'streams' | 'sqs' | 'aws';
  contentType: string;
  /** Status of a refusal for want of a right. */
  deniedStatus: number;
  /** What the service calls a key that it does not know. */
  unknownKey: string;
}>;

const json = (version: string): string => `application/x-amz-json-${version}`;

const dynamodb = { contentType: json('1.0'), deniedStatus: 400, unknownKey: 'UnrecognizedClientException' } as const;
const others = { contentType: json('1.1'), deniedStatus: 400, unknownKey: 'UnrecognizedClientException' } as const;

const services: ReadonlyMap<string, Service> = new Map<string, Service>([
  ['DynamoDB_20120810', { name: 'dynamodb', ...dynamodb }],
  ['DynamoDBStreams_20120810', { name: 'streams', ...dynamodb }],
  ['AmazonSQS', { name: 'sqs', contentType: json('1.0'), deniedStatus: 403, unknownKey: 'InvalidClientTokenId' }],
  ['AWSEvents', { name: 'aws', ...others }],
  ['AmazonSSM', { name: 'aws', ...others }],
  ['secretsmanager', { name: 'aws', ...others }],
  ['SNS', { name: 'aws', contentType: 'text/xml', deniedStatus: 403, unknownKey: 'InvalidClientTokenId' }],
]);

/** The service that an `X-Amz-Target` is for, if there is one of that name here. */
export const serviceOf = (target: string): Service | undefined => services.get(target.split('.', 1)[0] ?? '');
