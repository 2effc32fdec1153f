import { describe, expect, it } from 'vitest';
import { type References, resolveIntrinsics } from '../../../../infra/local/intrinsics.ts';
import { StartProblem } from '../../../../infra/local/start-problem.ts';

const references: References = {
  ref: async (name) => `the ${name}`,
  attribute: async (logicalId, attribute) => `${attribute} of ${logicalId}`,
  importValue: async (exportName) => `imported ${exportName}`,
};
const resolve = (value: unknown) => resolveIntrinsics(value, references, 'Stack.Rule.Properties');

describe('an intrinsic function of a template', () => {
  it.each([
    ['a reference', { Ref: 'Queue' }, 'the Queue'],
    ['an attribute', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Arn of Queue'],
    ['an import', { 'Fn::ImportValue': 'Storage:Table' }, 'imported Storage:Table'],
    ['joined text', { 'Fn::Join': ['/', ['integrations', { Ref: 'Get' }]] }, 'integrations/the Get'],
    [
      'text with references',
      { 'Fn::Sub': `assets-\${AWS::Region}-\${Queue.Arn}` },
      'assets-the AWS::Region-Arn of Queue',
    ],
    ['text with its own variables', { 'Fn::Sub': [`\${Name}!`, { Name: { Ref: 'Queue' } }] }, 'the Queue!'],
    ['text that only looks like it', { 'Fn::Sub': `\${!NotThis}` }, `\${NotThis}`],
  ])('gives %s', async (_, value, resolved) => {
    expect(await resolve(value)).toBe(resolved);
  });

  it('is found at any depth, and all else stays as it is', async () => {
    const properties = { Targets: [{ Arn: { Ref: 'Queue' }, Id: 'Target0' }], Enabled: true, Count: 3, Nothing: null };
    expect(await resolve(properties)).toEqual({ ...properties, Targets: [{ Arn: 'the Queue', Id: 'Target0' }] });
  });

  it.each([
    ['Fn::Select', { 'Fn::Select': [0, ['a']] }, /Stack\.Rule\.Properties\.Targets\.0\.Arn\.Fn::Select/],
    ['Fn::If', { 'Fn::If': ['isProduction', 1, 2] }, /Arn\.Fn::If/],
    ['Condition', { Condition: 'isProduction' }, /Arn\.Condition/],
    ['Fn::GetAtt', { 'Fn::GetAtt': 'Queue.Arn' }, /Arn\.Fn::GetAtt.*another form/],
    ['Fn::Join', { 'Fn::Join': ['/', [1]] }, /Arn\.Fn::Join.*another form/],
  ])('that is not known (%s) stops the start with its path', async (_, value, line) => {
    await expect(resolve({ Targets: [{ Arn: value }] })).rejects.toThrow(line);
    await expect(resolve({ Targets: [{ Arn: value }] })).rejects.toThrow(StartProblem);
  });
});
