import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import * as z from 'zod';
import { type EcomAssumption, ecomAssumptions } from '../../shared/ecom/ecom-assumptions.ts';
import { type LiveCheck, liveChecks } from '../../shared/ecom/live-checks.ts';
import { defaultShopsFile } from '../local/shops-file.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, usageFailure } from './command-failure.ts';

const examples = `
Answers are kept in the settings of the shop, in AVOIR_SHOPS_FILE (default: infra/local/shops.json). On AWS the same JSON
is the shop's parameter: put it there.

Examples:
  avoir live-check --shop demo
  avoir live-check --shop demo --check credit-repeat --answer second-credit-note
  avoir live-check --shop demo --check stock-switch --answer seen --seen "two rows, 3 s apart"

Exit code: 0 everything is answered, 1 something is open, 2 wrong usage, 3 a fault.`;

type Options = Readonly<{ shop: string; check?: string; answer?: string; seen?: string; json?: true }>;

const answersSchema = z.record(z.string(), z.looseObject({ answer: z.string() }));
const fileSchema = z.looseObject({
  shops: z.array(z.looseObject({ shopId: z.string(), liveChecks: answersSchema.optional() })),
});
type ShopsFile = z.infer<typeof fileSchema>;

/** `avoir live-check`: what can only be found out on a live shop, step by step, and what was found. */
export function liveCheckCommand(context: CommandContext): Command {
  return new Command('live-check')
    .description('the steps that settle what nobody has shown of eCom, and their answers')
    .option('--shop <shopId>', 'the shop', 'demo')
    .option('--check <name>', 'one check')
    .option('--answer <answer>', 'what was found; kept in the settings')
    .option('--seen <text>', 'what was seen, in words')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async ({ shop: shopId, check, answer, seen, json }: Options) => {
      const path = process.env.AVOIR_SHOPS_FILE ?? defaultShopsFile;
      const file = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
      const shop = shopIn(file, shopId);
      const wanted = check === undefined ? liveChecks : [checkNamed(check)];
      if (answer !== undefined) {
        shop.liveChecks = { ...shop.liveChecks, ...answered(wanted, answer, seen) };
        await writeFile(path, `${JSON.stringify(file, undefined, 2)}\n`);
      }
      const rows = wanted.map((one) => ({
        ...one,
        settles: settledBy(one),
        answer: shop.liveChecks?.[one.name]?.answer,
      }));
      context.print({ text: rows.map(asText).join('\n\n'), value: { items: rows } }, json === true);
      const isOpen = rows.some((row) => row.answer === undefined);
      context.exitWith(isOpen ? exitCodes.differences : exitCodes.good);
    });
}

function shopIn({ shops }: ShopsFile, shopId: string): ShopsFile['shops'][number] {
  const found = shops.find((shop) => shop.shopId === shopId);
  if (found === undefined) throw usageFailure(`The shops file knows no shop ${shopId}.`);
  return found;
}

function checkNamed(name: string): LiveCheck {
  const found = liveChecks.find((check) => check.name === name);
  if (found) return found;
  throw usageFailure(`There is no check ${name}; there are ${liveChecks.map((check) => check.name).join(', ')}.`);
}

function answered(wanted: readonly LiveCheck[], answer: string, seen: string | undefined) {
  const [check, ...others] = wanted;
  if (check === undefined || others.length > 0)
    throw usageFailure('An answer needs the check that it is for: --check.');
  if (check.answers.length > 0 && !check.answers.includes(answer))
    throw usageFailure(`${check.name} is answered by ${check.answers.join(', ')}.`);
  return { [check.name]: { answer, ...(seen !== undefined && { seen }) } };
}

const settledBy = ({ name }: LiveCheck): readonly string[] => {
  const assumptions: readonly EcomAssumption[] = Object.values(ecomAssumptions);
  return assumptions.filter(({ settledByCheck }) => settledByCheck === name).map(({ statement }) => statement);
};

function asText(row: LiveCheck & Readonly<{ settles: readonly string[]; answer: string | undefined }>): string {
  const { name, steps, question, answers, settles, answer } = row;
  return [
    `${name}: ${answer ?? 'open'}`,
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    `  ${question}${answers.length > 0 ? ` (${answers.join(' | ')})` : ''}`,
    ...settles.map((statement) => `  assumed until then: ${statement}`),
  ].join('\n');
}
