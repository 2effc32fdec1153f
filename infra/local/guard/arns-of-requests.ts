import { arnOf } from '../account.ts';
import { StartProblem } from '../start-problem.ts';
import type { ArnsOfRequests } from './needed-rights.ts';

// Secrets Manager puts six characters of its own behind the name, so that a policy must leave room for them.
const secretSuffix = '-000000';

/** How requests name what is on this machine. Tables and streams are those that the templates made. */
export function arnsOfRequests(
  made: Readonly<{ tableArns: ReadonlyMap<string, string>; streamArns: ReadonlySet<string> }>,
): ArnsOfRequests {
  return {
    table: (name) => made.tableArns.get(name) ?? arnOf('dynamodb', `table/${name}`),
    stream: () => {
      const [arn, ...others] = made.streamArns;
      if (arn === undefined || others.length > 0)
        throw new StartProblem('One machine has one stream: an iterator does not say here which one it reads.');
      return arn;
    },
    queue: (url) => arnOf('sqs', url.slice(url.lastIndexOf('/') + 1)),
    bus: (nameOrArn) => (isArn(nameOrArn) ? nameOrArn : arnOf('events', `event-bus/${nameOrArn}`)),
    parameter: (name) => arnOf('ssm', `parameter${name}`),
    secret: (nameOrArn) =>
      isArn(nameOrArn) ? nameOrArn : arnOf('secretsmanager', `secret:${nameOrArn}${secretSuffix}`),
  };
}

const isArn = (text: string): boolean => text.startsWith('arn:');
