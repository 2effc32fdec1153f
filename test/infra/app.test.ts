import { join } from 'node:path';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { makeApp } from '../../infra/app.ts';
import { functionNames } from '../../infra/build.ts';
import {
  inTemporaryFolder,
  quick,
  reconciliation,
  resourcesOf,
  stacks,
  storage,
  writeStubBundles,
} from './synthesis.ts';

describe('the CDK app', () => {
  const templates = [storage, reconciliation];

  it('protects both stacks against being deleted by mistake', () => {
    expect(stacks.storage.terminationProtection).toBe(true);
    expect(stacks.reconciliation.terminationProtection).toBe(true);
  });

  it('makes no resource that needs a function of CDK’s own', () => {
    const types = templates.flatMap(resourcesOf).map(({ type }) => type);
    expect(types.filter((type) => !type.startsWith('AWS::') || type === 'AWS::CloudFormation::CustomResource')).toEqual(
      [],
    );
  });

  it('stays in the account and region it is deployed to', () => {
    expect(templates.map((template) => template.findParameters('*'))).toEqual([{}, {}]);
  });

  it('refuses what the AwsSolutions rules of cdk-nag object to', () => {
    inTemporaryFolder((folder) => {
      const bundles = writeStubBundles(join(folder, 'bundles'));
      const { app, reconciliation: stack } = makeApp({ ...quick, bundles, outdir: join(folder, 'out') });
      new Queue(stack, 'Open');
      expect(() => app.synth()).toThrow('AwsSolutions-SQS4');
    });
  });

  it('refuses a function that was not bundled, by its name', () => {
    inTemporaryFolder((folder) => {
      const bundled = functionNames().filter((name) => name !== 'chase-refunds');
      const bundles = writeStubBundles(join(folder, 'bundles'), bundled);
      expect(() => makeApp({ ...quick, bundles, outdir: join(folder, 'out') })).toThrow(
        'There is no bundle of functions/chase-refunds; run "npm run build" first.',
      );
    });
  });
});
