import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { synthesize } from '../../infra/local/synthesize.ts';

const resourceSchema = z.looseObject({ Type: z.string(), Properties: z.looseObject({}).optional() });
const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });
const functionSchema = z.looseObject({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });

/** The system as a bad deployment left it: the function that opens tasks writes to a table that is not there. */
export async function sickTemplates(folder: string): Promise<string> {
  const sick = join(folder, 'templates');
  await cp(await synthesize(() => undefined), sick, { recursive: true });
  for (const name of (await readdir(sick)).filter((file) => file.endsWith('.template.json'))) {
    const template = templateSchema.parse(JSON.parse(await readFile(join(sick, name), 'utf8')));
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::Lambda::Function' && Properties) breakTable(Properties);
      if (Type === 'AWS::SQS::Queue' && Properties && 'RedrivePolicy' in Properties) Properties.VisibilityTimeout = 1;
    }
    await writeFile(join(sick, name), JSON.stringify(template));
  }
  return sick;
}

function breakTable(properties: Record<string, unknown>): void {
  const { Variables } = functionSchema.parse(properties).Environment;
  if (Variables.POWERTOOLS_SERVICE_NAME !== 'open-refund-tasks') return;
  properties.Environment = { Variables: { ...Variables, TABLE_NAME: 'no-such-table' } };
}
