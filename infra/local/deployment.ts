import { accountId, region } from './account.ts';
import { declaredElsewhere, type Elsewhere } from './elsewhere.ts';
import { type References, resolveIntrinsics } from './intrinsics.ts';
import type { MachineParts } from './machine-parts.ts';
import type { Made, ResourceType } from './resource-type.ts';
import { resourceTypes } from './resource-types.ts';
import { StartProblem } from './start-problem.ts';
import type { StackTemplate } from './template.ts';

const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::AccountId': accountId,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/**
 * Makes every resource of every stack, each after those that it refers to. Nothing runs yet. Throws
 * {@link StartProblem} with logical id and path for a type, property, intrinsic or reference that is not known.
 */
export async function deploy(stacks: readonly StackTemplate[], parts: MachineParts): Promise<void> {
  const making = new Map<string, Promise<Made>>();

  function madeOnce(stack: StackTemplate, logicalId: string, before: readonly string[]): Promise<Made> {
    const name = `${stack.stackName}.${logicalId}`;
    // Who waits for itself waits for ever.
    if (before.includes(name)) throw new StartProblem(`${name} refers to itself: ${[...before, name].join(' → ')}.`);
    const known = making.get(name);
    if (known !== undefined) return known;
    const begun = make(stack, logicalId, [...before, name]);
    making.set(name, begun);
    return begun;
  }

  async function make(stack: StackTemplate, logicalId: string, chain: readonly string[]): Promise<Made> {
    const name = `${stack.stackName}.${logicalId}`;
    const resource = stack.resources.get(logicalId);
    if (resource === undefined) throw new StartProblem(`${chain.at(-2) ?? ''}: there is no resource ${name}.`);
    const type = typeOf(resource.Type, name);
    for (const other of resource.DependsOn) await madeOnce(stack, other, chain);
    const references = referencesIn(stack, chain);
    const properties = await resolveIntrinsics(resource.Properties, references, `${name}.Properties`);
    try {
      return await type.make({ logicalId, physicalName: `${stack.stackName}-${logicalId}`, properties }, parts);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartProblem(`${name} (${resource.Type}): ${reason}`, { cause: error });
    }
  }

  function referencesIn(stack: StackTemplate, chain: readonly string[]): References {
    const from = chain.at(-1) ?? stack.stackName;
    return {
      async ref(name) {
        if (name === 'AWS::StackName') return stack.stackName;
        return pseudoParameters[name] ?? (await madeOnce(stack, name, chain)).ref;
      },
      async attribute(logicalId, attribute) {
        const { attributes = {} } = await madeOnce(stack, logicalId, chain);
        const value = attributes[attribute];
        if (value === undefined)
          throw new StartProblem(`${from}: ${logicalId} has no attribute ${attribute} on one machine.`);
        return value;
      },
      async importValue(exportName) {
        const exporter = stacks.find(({ exports }) => exports.has(exportName));
        if (exporter === undefined) throw new StartProblem(`${from}: no stack exports ${exportName}.`);
        const value = exporter.exports.get(exportName);
        return resolveIntrinsics(value, referencesIn(exporter, chain), `${exporter.stackName}.Outputs.${exportName}`);
      },
    };
  }

  for (const stack of stacks) {
    for (const [logicalId, { Type: type }] of stack.resources) typeOf(type, `${stack.stackName}.${logicalId}`);
  }
  for (const stack of stacks) {
    for (const logicalId of stack.resources.keys()) await madeOnce(stack, logicalId, []);
  }
}

function typeOf(type: string, name: string): ResourceType {
  const known = resourceTypes.get(type);
  if (known === undefined) throw new StartProblem(`${name}: one machine knows no ${type}.`);
  return known;
}

/** Every property of the templates that one machine does without, and why. */
export function explain(stacks: readonly StackTemplate[]): readonly Elsewhere[] {
  return stacks.flatMap(({ stackName, resources }) =>
    [...resources].flatMap(([logicalId, { Type: type, Properties: properties }]) => {
      const name = `${stackName}.${logicalId}`;
      return declaredElsewhere(typeOf(type, name).schema, properties, `${name}.Properties`);
    }),
  );
}
