import { onAwsOnly } from './on-aws-only.ts';

/** The archive of a bus. */
export const eventsArchive = onAwsOnly(
  'events',
  'The table keeps every event beside its row, so that nothing is replayed from an archive here. test/infra/storage-stack.test.ts',
  ['ArchiveName', 'Description', 'EventPattern', 'KmsKeyIdentifier', 'RetentionDays', 'SourceArn'],
);
