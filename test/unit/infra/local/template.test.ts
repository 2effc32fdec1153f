import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../../infra/local/template.ts';

const queue = { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 1 }, DeletionPolicy: 'Retain' };

describe('a template', () => {
  it('is its resources and what it exports', () => {
    const { resources, exports } = parseTemplate('Storage', {
      Resources: { Queue: queue, Topic: { Type: 'AWS::SNS::Topic' } },
      Outputs: {
        Shown: { Value: 'nobody imports it' },
        Exported: { Value: { Ref: 'Queue' }, Export: { Name: 'Storage:Queue' } },
      },
    });
    expect([...resources.keys()]).toEqual(['Queue', 'Topic']);
    expect(resources.get('Topic')?.Properties).toEqual({});
    expect([...exports]).toEqual([['Storage:Queue', { Ref: 'Queue' }]]);
  });

  it.each([
    ['parameters', { Parameters: { Stage: { Type: 'String' } }, Resources: {} }, /Parameters/],
    ['conditions', { Conditions: { isProduction: true }, Resources: {} }, /Conditions/],
    ['a macro', { Transform: 'AWS::Serverless', Resources: {} }, /Transform/],
    [
      'a resource on a condition',
      { Resources: { Queue: { ...queue, Condition: 'is' } } },
      /Resources\.Queue: .*Condition/,
    ],
    [
      'a creation policy',
      { Resources: { Queue: { ...queue, CreationPolicy: {} } } },
      /Resources\.Queue: .*CreationPolicy/,
    ],
    ['no resources', {}, /Resources/],
  ])('with %s is refused: it could mean something else than it seems to', (_, content, line) => {
    expect(() => parseTemplate('Storage', content)).toThrow(line);
    expect(() => parseTemplate('Storage', content)).toThrow(/^Storage: /);
  });
});
