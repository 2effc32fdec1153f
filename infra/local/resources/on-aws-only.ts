import * as z from 'zod';
import { arnOf } from '../account.ts';
import { elsewhere } from '../elsewhere.ts';
import type { ResourceType } from '../resource-type.ts';
import { resourceType } from '../resource-type.ts';

/** A type of resource that does nothing on one machine. Its properties are named all the same: a new one stops the start. */
export function onAwsOnly(service: string, reason: string, names: readonly string[]): ResourceType {
  const shape = Object.fromEntries(names.map((name) => [name, elsewhere(reason)]));
  return resourceType(z.strictObject(shape), ({ physicalName }) => ({
    ref: physicalName,
    attributes: { Arn: arnOf(service, physicalName) },
  }));
}
