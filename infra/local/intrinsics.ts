import * as z from 'zod';
import { StartProblem } from './start-problem.ts';

/** What the intrinsic functions of a template refer to. */
export type References = Readonly<{
  /** The value of `Ref`: of a resource or of a pseudo parameter. */
  ref: (name: string) => Promise<string>;
  attribute: (logicalId: string, attribute: string) => Promise<string>;
  importValue: (exportName: string) => Promise<unknown>;
}>;

const object = z.record(z.string(), z.unknown());
const pair = z.tuple([z.string(), z.string()]);
const textAndVariables = z.union([z.string().transform((text) => [text, {}] as const), z.tuple([z.string(), object])]);

/**
 * Replaces every intrinsic function in a value of a template. Throws {@link StartProblem} with the path for one that is
 * not known here; none is passed on as it stands.
 */
export async function resolveIntrinsics(value: unknown, references: References, path: string): Promise<unknown> {
  // One after the other: two resources that are resolved at once could each wait for the other and never say so.
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) {
      items.push(await resolveIntrinsics(item, references, `${path}.${index}`));
    }
    return items;
  }
  const parsed = object.safeParse(value);
  if (!parsed.success) return value;
  const [[name, operand] = [], ...others] = Object.entries(parsed.data);
  if (name !== undefined && others.length === 0 && isIntrinsic(name)) {
    return evaluate(name, operand, references, `${path}.${name}`);
  }
  const members: Record<string, unknown> = {};
  for (const [member, content] of Object.entries(parsed.data)) {
    members[member] = await resolveIntrinsics(content, references, `${path}.${member}`);
  }
  return members;
}

const isIntrinsic = (name: string): boolean => name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');

async function evaluate(name: string, operand: unknown, references: References, path: string): Promise<unknown> {
  const read = <Output>(schema: z.ZodType<Output>, content: unknown = operand): Output => {
    const parsed = schema.safeParse(content);
    if (!parsed.success) throw new StartProblem(`${path}: ${name} has another form here than any that is known.`);
    return parsed.data;
  };
  switch (name) {
    case 'Ref':
      return references.ref(read(z.string()));
    case 'Fn::GetAtt':
      return references.attribute(...read(pair));
    case 'Fn::ImportValue':
      return references.importValue(read(z.string()));
    case 'Fn::Join': {
      const [separator, parts] = read(z.tuple([z.string(), z.array(z.unknown())]));
      return read(z.array(z.string()), await resolveIntrinsics(parts, references, path)).join(separator);
    }
    case 'Fn::Sub': {
      const [text, variables] = read(textAndVariables);
      const values = read(z.record(z.string(), z.string()), await resolveIntrinsics(variables, references, path));
      return substituted(text, values, references);
    }
    default:
      throw new StartProblem(`${path}: the intrinsic function ${name} is not known on one machine.`);
  }
}

/** `${Name}` is a variable or a reference, `${Name.Attribute}` an attribute; `${!Name}` stands for itself. */
async function substituted(
  text: string,
  values: Readonly<Record<string, string>>,
  references: References,
): Promise<string> {
  const parts: string[] = [];
  for (const part of text.split(/(\$\{[^}]+\})/)) {
    const [, name] = /^\$\{([^}]+)\}$/.exec(part) ?? [];
    parts.push(name === undefined ? part : await variable(name, values, references));
  }
  return parts.join('');
}

async function variable(
  name: string,
  values: Readonly<Record<string, string>>,
  references: References,
): Promise<string> {
  if (name.startsWith('!')) return `\${${name.slice(1)}}`;
  const [logicalId = '', attribute] = name.split('.', 2);
  if (attribute !== undefined) return references.attribute(logicalId, attribute);
  return values[name] ?? references.ref(name);
}
