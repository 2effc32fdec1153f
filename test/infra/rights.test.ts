import { describe, expect, it } from 'vitest';
import { functionNames } from '../../infra/build.ts';
import { rights } from './declared-rights.ts';
import { functionsByName, statementsOf } from './functions.ts';
import { reconciliation, resourcesOf, storage } from './synthesis.ts';

describe('what functions may do', () => {
  const functions = functionsByName(reconciliation);

  it('is declared for every function there is', () => {
    expect([...functions.keys()].toSorted()).toEqual(functionNames());
  });

  it.each(functionNames())('%s: exactly these actions', (name) => {
    const role = functions.get(name)?.properties.Role ?? '';
    const allowed = statementsOf(reconciliation, role).filter(({ Effect }) => Effect === 'Allow');
    const actions = new Set(allowed.flatMap(({ Action }) => Action));
    const writesLog = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    expect([...actions].toSorted()).toEqual([...(rights[name] ?? []), ...writesLog].toSorted());
  });

  it.each(functionNames())('%s writes to its own log and to no other', (name) => {
    const { LoggingConfig, Role = '' } = functions.get(name)?.properties ?? {};
    const writing = statementsOf(reconciliation, Role).filter(({ Action }) => Action.includes('logs:PutLogEvents'));
    expect(writing.map(({ Resource }) => Resource)).toEqual([{ 'Fn::GetAtt': [LoggingConfig?.LogGroup, 'Arn'] }]);
  });

  it('belongs to a role of its own, which nothing else uses', () => {
    const roles = [...functions.values()].map(({ properties }) => properties.Role);
    expect(new Set(roles).size).toBe(functions.size);
  });

  it('comes from no policy that AWS manages and may change', () => {
    const roles = [storage, reconciliation].flatMap(resourcesOf).filter(({ type }) => type === 'AWS::IAM::Role');
    expect(roles.filter(({ properties }) => 'ManagedPolicyArns' in properties)).toEqual([]);
  });

  it('names every resource: no statement is about all of them', () => {
    const policies = resourcesOf(reconciliation).filter(({ type }) => type === 'AWS::IAM::Policy');
    const resources = resourcesOf(reconciliation)
      .filter(({ type }) => type === 'AWS::IAM::Role')
      .flatMap(({ logicalId }) => statementsOf(reconciliation, logicalId))
      .map(({ Resource }) => JSON.stringify(Resource));
    expect(resources.length).toBeGreaterThan(policies.length);
    // A shop's secret is found by the shop's id; Secrets Manager adds letters of its own to each ARN.
    const ofShops = (resource: string) => resource.includes(':secret:/avoir/shops/*');
    // The file of a report is found by what it is; nothing else lies there.
    const ofReports = (resource: string) => resource.includes('ReportFiles') && resource.includes('/reports/*');
    const isBounded = (resource: string) => ofShops(resource) || ofReports(resource);
    expect(resources.filter((resource) => resource.includes('*') && !isBounded(resource))).toEqual([]);
  });

  it('never includes reading the whole table or deleting from it', () => {
    const actions = [...functions.values()].flatMap(({ properties }) =>
      statementsOf(reconciliation, properties.Role).flatMap(({ Action }) => Action),
    );
    expect(actions.filter((action) => /Scan|dynamodb:Delete|BatchWrite|PartiQL|\*/.test(action))).toEqual([]);
  });
});

describe('functions', () => {
  // Lambda ends a chain of invocations through a queue after sixteen; a lane or a large report takes hundreds.
  it('may go on by messages to themselves where they work in slices, and nowhere else', () => {
    const allowed = [...functionsByName(reconciliation)].filter(
      ([, { properties }]) => properties.RecursiveLoop !== undefined,
    );
    expect(allowed.map(([name, { properties }]) => `${name} ${properties.RecursiveLoop}`).toSorted()).toEqual([
      'apply-inventory Allow',
      'import-report Allow',
    ]);
  });

  it('log in JSON, from information up, and Lambda itself only what is amiss', () => {
    reconciliation.allResourcesProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN' },
    });
  });

  it('all run on arm64 under Node 24, and keep their logs for a month', () => {
    reconciliation.allResourcesProperties('AWS::Lambda::Function', { Architectures: ['arm64'], Runtime: 'nodejs24.x' });
    reconciliation.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });
});
