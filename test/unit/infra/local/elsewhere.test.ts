import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { declaredElsewhere, elsewhere } from '../../../../infra/local/elsewhere.ts';

const schema = z.strictObject({
  Name: z.string(),
  Role: elsewhere('Nobody is asked for rights.'),
  Code: z.strictObject({ Bucket: elsewhere('Nothing is uploaded.'), Key: z.string() }).optional(),
  Targets: z.array(z.strictObject({ Arn: z.string(), RoleArn: elsewhere('Nobody is asked for rights.') })).default([]),
});

describe('what a template says that means something on AWS only', () => {
  it('is taken with any value, or none', () => {
    expect(schema.safeParse({ Name: 'a', Role: { deep: [1] } }).success).toBe(true);
    expect(schema.safeParse({ Name: 'a' }).success).toBe(true);
  });

  it('is listed with its path and the reason, wherever it stands', () => {
    const properties = {
      Name: 'a',
      Role: 'r',
      Code: { Bucket: 'b', Key: 'k' },
      Targets: [{ Arn: 'x' }, { Arn: 'y', RoleArn: 'r' }],
    };
    expect(declaredElsewhere(schema, properties, 'Stack.Function')).toEqual([
      { path: 'Stack.Function.Role', reason: 'Nobody is asked for rights.' },
      { path: 'Stack.Function.Code.Bucket', reason: 'Nothing is uploaded.' },
      { path: 'Stack.Function.Targets.1.RoleArn', reason: 'Nobody is asked for rights.' },
    ]);
  });

  it('is not listed where the template does not say it', () => {
    expect(declaredElsewhere(schema, { Name: 'a', Code: { Key: 'k' } }, 'Stack.Function')).toEqual([]);
  });
});
