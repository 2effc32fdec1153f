import { describe, expect, it } from 'vitest';
import { policyDocumentSchema } from '../../../../../infra/local/guard/policy-document.ts';
import { createRoles } from '../../../../../infra/local/guard/roles.ts';

const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/T';
const document = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
const granted = (action: string | string[], resource: string | string[]) => {
  const roles = createRoles();
  roles.grant('role', policyDocumentSchema.parse(document({ Action: action, Resource: resource })));
  return roles;
};
const get = (resource: string) => ({ action: 'dynamodb:GetItem', resource });

describe('a role', () => {
  it('may do each action of a statement on each resource of it, and nothing else', () => {
    const roles = granted(['dynamodb:GetItem', 'dynamodb:Query'], [table, `${table}/index/work`]);
    expect(roles.allows('role', get(`${table}/index/work`))).toBe(true);
    expect(roles.allows('role', { action: 'dynamodb:PutItem', resource: table })).toBe(false);
    expect(roles.allows('role', get(`${table}/index/amount`))).toBe(false);
    expect(roles.allows('role', get(`${table}2`))).toBe(false);
    expect(roles.allows('another role', get(table))).toBe(false);
  });

  it.each([
    ['arn:secret:/avoir/shops/*', 'arn:secret:/avoir/shops/demo-000000', true],
    ['arn:secret:/avoir/shops/demo-??????', 'arn:secret:/avoir/shops/demo-000000', true],
    ['arn:secret:/avoir/shops/demo-??????', 'arn:secret:/avoir/shops/demo-app-000000', false],
    ['arn:secret:/avoir/shops/demo', 'arn:secret:/avoir/shops/demo-000000', false],
    ['arn:a.b', 'arn:axb', false],
  ])('with a right on %s, asked for %s: %s', (pattern, resource, isAllowed) => {
    expect(
      granted('secretsmanager:GetSecretValue', pattern).allows('role', {
        action: 'secretsmanager:GetSecretValue',
        resource,
      }),
    ).toBe(isAllowed);
  });

  it('knows what it may do and never did', () => {
    const roles = granted(['dynamodb:GetItem', 'dynamodb:Query'], table);
    roles.allows('role', get(table));
    roles.allows('role', { action: 'dynamodb:PutItem', resource: table });
    expect(roles.unused('role')).toEqual([{ action: 'dynamodb:Query', resource: table }]);
  });

  it('is asked anew after it was granted more', () => {
    const roles = createRoles();
    expect(roles.allows('role', get(table))).toBe(false);
    roles.grant('role', [get(table)]);
    expect(roles.allows('role', get(table))).toBe(true);
  });

  it('stops the start when it lacks what AWS does in its name, with the statement', () => {
    expect(() => granted('dynamodb:Query', table).require('role', [get(table)])).toThrow(
      `The role role lacks {"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"${table}"}`,
    );
  });
});

describe('a policy', () => {
  it.each([
    [
      'a condition',
      { Action: 'sqs:SendMessage', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    ],
    ['a denial', { Effect: 'Deny', Action: 'sqs:SendMessage', Resource: '*' }],
    ['what it does not mean', { NotAction: 'sqs:SendMessage', Resource: '*' }],
  ])('with %s is not read past', (_, statement) => {
    expect(policyDocumentSchema.safeParse(document(statement)).success).toBe(false);
  });
});
