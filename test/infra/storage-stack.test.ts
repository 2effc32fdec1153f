import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, storage } from './synthesis.ts';

describe('the storage stack', () => {
  // Another logical id is another resource: CloudFormation would make an empty one and leave the full one behind.
  it('keeps the logical id of everything that holds state', () => {
    const ids = resourcesOf(storage).map(({ logicalId, type }) => `${type} ${logicalId}`);
    expect(ids.toSorted()).toEqual([
      'AWS::Cognito::UserPool Users0A0EEA89',
      'AWS::Cognito::UserPoolDomain UsersSignIn9CB6F01C',
      'AWS::Cognito::UserPoolGroup Groupadmin',
      'AWS::Cognito::UserPoolGroup Groupoperator',
      'AWS::Cognito::UserPoolGroup Groupviewer',
      'AWS::DynamoDB::Table TableCD117FA1',
      'AWS::Events::Archive BusArchiveD76499E2',
      'AWS::Events::EventBus BusEA82B648',
      'AWS::S3::Bucket ReportFiles3CD5DFF8',
      'AWS::S3::BucketPolicy ReportFilesPolicy87ADE299',
    ]);
  });

  it.each(['AWS::DynamoDB::Table', 'AWS::Events::EventBus', 'AWS::Cognito::UserPool', 'AWS::S3::Bucket'])(
    'keeps the %s when the stack is deleted or the resource replaced',
    (type) => {
      storage.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    },
  );

  it('can go back in time, and refuses to delete the table', () => {
    storage.hasResourceProperties('AWS::DynamoDB::Table', {
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('shows the stream what a row was and what it became', () => {
    storage.hasResourceProperties('AWS::DynamoDB::Table', {
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
  });

  it('declares all three indexes on the first deployment, keys only', () => {
    storage.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: ['work', 'payment', 'amount'].map((IndexName) =>
        Match.objectLike({ IndexName, Projection: { ProjectionType: 'KEYS_ONLY' } }),
      ),
    });
  });

  it('archives every event of ours for a year', () => {
    storage.hasResourceProperties('AWS::Events::Archive', { EventPattern: { source: ['avoir'] }, RetentionDays: 365 });
  });

  it('lets only an administrator make accounts, each with a second factor', () => {
    storage.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      MfaConfiguration: 'ON',
    });
  });

  it('keeps the files of reports for thirty days: encrypted, reached by TLS only, and by nobody in public', () => {
    storage.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: {
        Rules: [
          { Status: 'Enabled', ExpirationInDays: 30, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
        ],
      },
    });
    storage.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Action: 's3:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    });
  });

  it('lets pages of any origin send a file to a signed address, and ask for nothing else', () => {
    storage.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: {
        CorsRules: [
          {
            AllowedMethods: ['PUT'],
            AllowedOrigins: ['*'],
            AllowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
          },
        ],
      },
    });
  });

  it('makes what it made before', () => {
    expect(storage.toJSON()).toMatchSnapshot();
  });
});
