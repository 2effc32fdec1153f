import { Aws, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { roles } from '../../shared/domain/roles.ts';
import { indexes } from '../../shared/ports/table.ts';

const text = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });

/** What must never be lost: the one table with its stream, the bus with its archive, and who may sign in. */
export class StorageStack extends Stack {
  readonly table: dynamodb.Table;
  readonly bus: events.EventBus;
  readonly userPool: cognito.UserPool;
  /** The files of reports, for thirty days. */
  readonly reportFiles: s3.Bucket;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, { ...props, terminationProtection: true });

    // Encrypted with the key that AWS owns: a key of our own would keep nobody out whom IAM lets read the table, and
    // would be one more thing whose deletion loses everything.
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // All at once: CloudFormation changes one index per update. Keys only: an index is a hint, rows are read whole.
    for (const [indexName, { partition, order }] of Object.entries(indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partition),
        sortKey: text(order),
        projectionType: dynamodb.ProjectionType.KEYS_ONLY,
      });
    }

    this.bus = new events.EventBus(this, 'Bus');
    this.bus.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.bus.archive('Archive', { eventPattern: { source: ['avoir'] }, retention: Duration.days(365) });

    this.reportFiles = this.#addReportFiles();

    this.userPool = new cognito.UserPool(this, 'Users', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.userPool).acknowledge({
      id: 'AwsSolutions::AwsSolutions-COG8',
      reason:
        'The Plus plan is charged per user and adds threat protection. Accounts are made by an administrator, self sign-up is off, a second factor is required and passwords have twelve characters of all kinds.',
    });
    // The pages on which people sign in. The account's number makes the name one that nobody else has.
    this.userPool.addDomain('SignIn', { cognitoDomain: { domainPrefix: `avoir-${Aws.ACCOUNT_ID}` } });
    for (const role of roles) {
      new cognito.CfnUserPoolGroup(this, `Group${role}`, { userPoolId: this.userPool.userPoolId, groupName: role });
    }
  }

  #addReportFiles(): s3.Bucket {
    const bucket = new s3.Bucket(this, 'ReportFiles', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      // Names follow from content: there is no other version of a file. What it says is in the table by then.
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      // The console sends a file to an address that was signed for it, and for nothing but that one file. Which page does
      // so is not known here: the API is of the other stack.
      cors: [
        {
          allowedMethods: [s3.HttpMethods.PUT],
          allowedOrigins: ['*'],
          allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason:
        'Only two functions reach this bucket, and addresses that one of them signs for one file and a quarter of an hour; the row of each report says who handed it in and when. A log of accesses would need a second bucket, kept for longer than the thirty days of the files themselves.',
    });
    return bucket;
  }
}
