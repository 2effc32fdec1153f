import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { makeApp } from '../../infra/app.ts';
import { functionNames } from '../../infra/build.ts';

/** Runs `use` with a fresh folder that is gone afterwards. */
export function inTemporaryFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'avoir-infra-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Stands in for the bundles: the templates say where a bundle comes from, not what is in it. */
export function writeStubBundles(folder: string, names: readonly string[] = functionNames()): string {
  for (const name of names) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'index.mjs'), `export const handler = async () => '${name}';\n`);
  }
  return folder;
}

/** CDK's own check of resource properties takes ten times as long as the synthesis; `npm run synth` runs it. */
export const quick = { builtinCloudFormationValidation: false };

/**
 * Both stacks and their templates, from stub bundles, made once for all tests because it takes seconds. Throws on the
 * first finding of cdk-nag, as a deployment does.
 */
export const { stacks, storage, reconciliation } = inTemporaryFolder((folder) => {
  const bundles = writeStubBundles(join(folder, 'bundles'));
  const made = makeApp({ ...quick, bundles, outdir: join(folder, 'out') });
  return {
    stacks: made,
    storage: Template.fromStack(made.storage),
    reconciliation: Template.fromStack(made.reconciliation),
  };
});

/** One resource of a template. */
export type Resource<Properties> = Readonly<{ logicalId: string; type: string; properties: Properties }>;

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

/** Every resource of a template. */
export function resourcesOf(template: Template): readonly Resource<Readonly<Record<string, unknown>>>[] {
  const { Resources } = templateSchema.parse(template.toJSON());
  return Object.entries(Resources).map(([logicalId, { Type: type, Properties: properties }]) => {
    return { logicalId, type, properties };
  });
}

/** Every resource of a type, with the properties that the test is about. */
export const resourcesOfType = <Schema extends z.ZodType>(
  template: Template,
  wanted: string,
  schema: Schema,
): readonly Resource<z.infer<Schema>>[] =>
  resourcesOf(template)
    .filter(({ type }) => type === wanted)
    .map((resource) => ({ ...resource, properties: schema.parse(resource.properties) }));

/** A reference to another resource of the same stack, as its logical id. */
export const reference = z
  .union([z.object({ Ref: z.string() }), z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })])
  .transform((value) => ('Ref' in value ? value.Ref : value['Fn::GetAtt'][0]));
