import * as z from 'zod';
import { accountId, arnOf, region } from '../account.ts';
import { createBus } from '../bus.ts';
import { resourceType } from '../resource-type.ts';
import { StartProblem } from '../start-problem.ts';

const properties = z.strictObject({ Name: z.string() });

/** A bus of this process. */
export const eventsEventBus = resourceType(properties, ({ properties: { Name: name } }, { buses, log }) => {
  const arn = arnOf('events', `event-bus/${name}`);
  if (buses.size > 0)
    throw new StartProblem('One machine has one bus: what is published is not told by its name here.');
  buses.set(name, createBus({ name, arn, region, account: accountId, log }));
  return { ref: name, attributes: { Arn: arn, Name: name } };
});
