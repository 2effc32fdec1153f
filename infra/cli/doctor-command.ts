import { Command } from 'commander';
import * as z from 'zod';
import { findingStates } from '../../shared/domain/shop-finding.ts';
import { type AvoirClient, expected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { table } from './listing.ts';

const findingSchema = z.object({
  thing: z.string(),
  state: z.enum(findingStates),
  says: z.string(),
  about: z.array(z.string()).optional(),
});
const examinationSchema = z.object({ items: z.array(findingSchema) });
const registeredSchema = z.object({ heard: z.array(z.string()), missing: z.array(z.string()) });

const examples = `
Looks with the shop's own keys, from where Avoir runs. Reads only, unless it is told to register webhooks.

Examples:
  avoir doctor --shop demo
  avoir doctor --shop demo --register-webhooks --public-url https://avoir.example

Exit code: 0 all is well, 1 something is not, 2 wrong usage, 3 a fault.`;

type Options = Readonly<{ shop: string; registerWebhooks?: true; publicUrl?: string; json?: true }>;

/** `avoir doctor`: how a shop's connections stand. */
export function doctorCommand(context: CommandContext): Command {
  return new Command('doctor')
    .description(
      "look at a shop's connections: keys, language, webhooks, limits, payment methods, who writes to Retail",
    )
    .option('--shop <shopId>', 'the shop', 'demo')
    .option('--register-webhooks', 'register the webhooks that are missing, and take away ours that lead nowhere')
    .option('--public-url <url>', 'where Avoir is reached from outside (default: AVOIR_URL)')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async (options: Options) => {
      const connection = context.connection();
      const client = connectedClient(connection);
      const shop = `/shops/${encodeURIComponent(options.shop)}`;
      const baseUrl = options.publicUrl ?? connection.url;
      if (options.registerWebhooks) await register(client, shop, baseUrl);
      const path = `${shop}/examination?${new URLSearchParams({ baseUrl })}`;
      const { items } = expected(examinationSchema, await client.get(path));
      const rows = items.map(({ thing, state, says, about = [] }) => [
        state,
        thing,
        about.length > 0 ? `${says} (${about.join(', ')})` : says,
      ]);
      context.print({ text: table(['state', 'what', 'finding'], rows), value: { items } }, options.json === true);
      const isWell = items.every(({ state }) => state === 'good' || state === 'unknown');
      context.exitWith(isWell ? exitCodes.good : exitCodes.differences);
    });
}

async function register(client: AvoirClient, shop: string, baseUrl: string): Promise<void> {
  expected(registeredSchema, await client.post(`${shop}/webhooks`, { baseUrl }));
}
