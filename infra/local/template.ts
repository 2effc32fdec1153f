import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { StartProblem } from './start-problem.ts';

const dependsOn = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((names) => [names].flat());
const policy = z.enum(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']).optional();

// A member that is not listed (a condition, a parameter, a macro) would change what the template means: it is refused.
const resourceSchema = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: dependsOn,
  DeletionPolicy: policy,
  UpdateReplacePolicy: policy,
  Metadata: z.unknown().optional(),
});
const outputSchema = z.strictObject({
  Value: z.unknown(),
  Description: z.string().optional(),
  Export: z.strictObject({ Name: z.string() }).optional(),
});
const templateSchema = z.strictObject({
  Description: z.string().optional(),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), outputSchema).default({}),
});
const assetsSchema = z.looseObject({
  files: z.record(z.string(), z.looseObject({ source: z.looseObject({ path: z.string() }) })),
});

/** A resource as the template declares it, its properties not resolved yet. */
export type TemplateResource = Readonly<z.infer<typeof resourceSchema>>;

/** One stack of the synthesized app. */
export type StackTemplate = Readonly<{
  stackName: string;
  resources: ReadonlyMap<string, TemplateResource>;
  /** What other stacks may import, by export name. */
  exports: ReadonlyMap<string, unknown>;
  /** Folders of the assets, by asset hash. */
  assets: ReadonlyMap<string, string>;
}>;

const templateSuffix = '.template.json';

/** Reads every stack of a folder that `cdk synth` wrote. Throws {@link StartProblem} for what no stack of ours has. */
export async function readTemplates(folder: string): Promise<readonly StackTemplate[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(templateSuffix)).toSorted();
  return Promise.all(names.map((name) => readTemplate(folder, name.slice(0, -templateSuffix.length))));
}

async function readTemplate(folder: string, stackName: string): Promise<StackTemplate> {
  const template = parseTemplate(
    stackName,
    JSON.parse(await readFile(join(folder, `${stackName}${templateSuffix}`), 'utf8')),
  );
  const assets = assetsSchema.parse(JSON.parse(await readFile(join(folder, `${stackName}.assets.json`), 'utf8')));
  const folders = Object.entries(assets.files).map(([hash, { source }]) => [hash, join(folder, source.path)] as const);
  return { ...template, assets: new Map(folders) };
}

/** Parses one template. */
export function parseTemplate(stackName: string, content: unknown): StackTemplate {
  const parsed = templateSchema.safeParse(content);
  if (!parsed.success) throw new StartProblem(`${stackName}: ${problemsOf(parsed.error)}`);
  const exports = Object.values(parsed.data.Outputs).flatMap(({ Export: exported, Value: value }) =>
    exported ? [[exported.Name, value] as const] : [],
  );
  const resources = new Map(Object.entries(parsed.data.Resources));
  return { stackName, resources, exports: new Map(exports), assets: new Map() };
}

/** What a schema found, in one line with the path of each finding. */
export function problemsOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; ');
}
