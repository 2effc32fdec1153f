import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import type { EcomClient } from '../../shared/ecom/ecom-client.ts';
import type { EcomInvoice } from '../../shared/ecom/ecom-schemas.ts';
import { dayArgument } from './backfill-command.ts';
import type { CommandContext } from './command-context.ts';
import { type CreditNoteRow, creditNoteRow, csvOf } from './credit-note-rows.ts';
import { ecomFrom, patiently } from './ecom-connection.ts';

const examples = `
Needs no running system and only read access to eCom: the keys of AVOIR_SHOPS_FILE, or AVOIR_ECOM_KEY and AVOIR_ECOM_SECRET.

Examples:
  avoir credit-notes --shop demo --since 2026-01-01 --out credit-notes.csv
  avoir reconcile --credit-notes credit-notes.csv --report paypal.csv --out result.csv`;

type Options = Readonly<{ shop: string; since: string; out: string; json?: true }>;

/** `avoir credit-notes`: a shop's credit notes as the canonical CSV, to be reconciled offline. */
export function creditNotesCommand(context: CommandContext): Command {
  return new Command('credit-notes')
    .description("fetch a shop's credit notes from eCom into a CSV file")
    .option('--shop <shopId>', 'the shop', 'demo')
    .requiredOption('--since <day>', 'credit notes made on this day or later', dayArgument)
    .requiredOption('--out <file>', 'the file to write')
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action(async ({ shop: shopId, since, out, json }: Options) => {
      const { shop, client } = await ecomFrom(process.env, shopId, context.connection);
      const rows = await creditNotesSince(client, shop, since);
      await writeFile(out, csvOf(rows));
      const value = { file: out, creditNotes: rows.length };
      context.print({ text: `${rows.length} credit notes in ${out}.`, value }, json === true);
    });
}

const pageSize = 250;

/** Every credit note made since an instant, oldest first, each with its order. An order is read once. */
export async function creditNotesSince(
  client: EcomClient,
  shop: ShopSettings,
  since: string,
): Promise<readonly CreditNoteRow[]> {
  const notes: EcomInvoice[] = [];
  for (let sinceId = 0, page: readonly EcomInvoice[] = []; sinceId === 0 || page.length === pageSize; ) {
    const after = sinceId;
    page = await patiently(() => client.changedInvoices({ createdFrom: since, sinceId: after, limit: pageSize }));
    notes.push(...page.filter(({ isCreditNote, order }) => isCreditNote && order !== undefined));
    const last = page.at(-1)?.id ?? 0;
    if (last <= sinceId) break;
    sinceId = last;
  }
  const notesByOrder = Map.groupBy(notes, ({ order = 0 }) => order);
  const rows: CreditNoteRow[] = [];
  for (const [orderId, ofOrder] of notesByOrder) {
    const order = await patiently(() => client.order(orderId));
    const invoices = await patiently(() => client.invoicesOf(orderId));
    rows.push(...ofOrder.map((note) => creditNoteRow(shop, { order, invoices, note })));
  }
  return rows.toSorted((a, b) => a.issuedAt.localeCompare(b.issuedAt) || a.creditNoteId.localeCompare(b.creditNoteId));
}
