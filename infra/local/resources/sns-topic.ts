import * as z from 'zod';
import { arnOf } from '../account.ts';
import { resourceType } from '../resource-type.ts';

/** A topic: what is published to it is kept in the data folder, for nobody is woken or mailed by one machine. */
export const snsTopic = resourceType(z.strictObject({}), ({ physicalName }) => {
  const arn = arnOf('sns', physicalName);
  // A reference to a topic is its ARN.
  return { ref: arn, attributes: { TopicArn: arn } };
});
