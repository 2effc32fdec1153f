import { createHash } from 'node:crypto';
import { importReport } from '../../functions/import-report/import-report.ts';
import { announceReport } from '../../functions/receive-report/announce-report.ts';
import { receiveReport } from '../../functions/receive-report/receive-report.ts';
import { startReport } from '../../functions/receive-report/start-report.ts';
import type { ShopId } from '../../shared/domain/ids.ts';
import { parsePayment } from '../../shared/stores/provider-payment-store.ts';
import { parseRefund } from '../../shared/stores/provider-refund-store.ts';
import { reportMessageSchema } from '../../shared/stores/report-message.ts';
import { readReport } from '../../shared/stores/report-store.ts';
import { inMemoryReportFiles } from './in-memory-report-files.ts';
import { aShop } from './orders.ts';
import { providerWorld } from './provider-world.ts';
import { recordingQueue } from './recording-queue.ts';

const account = { provider: 'paypal', account: 'main' };
const providers = [{ ...account, exclusive: false }];

/** The SHA-256 of a file, as it is announced. */
export const sha256Hex = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Something that stands between a use case and one of its ports, for each call of it. */
type Between = (call: string, perform: () => Promise<unknown>) => Promise<unknown>;

/** A port whose every call goes through what stands between. */
function reachedThrough<Port extends object>(port: Port, name: string, between: Between): Port {
  return new Proxy(port, {
    get(target, member, receiver) {
      const method: unknown = Reflect.get(target, member, receiver);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => between(`${name}.${String(member)}`, async () => method.apply(target, given));
    },
  });
}

/** A shop whose people hand in reports of PayPal, at once or by an upload, and what reads them. */
export function reportWorld(between: Between = (_, perform) => perform()) {
  const base = providerWorld({ providers });
  const { table, clock, shopId } = base;
  const shop = aShop({ providers });
  const settings = { shop: async () => shop, shops: async () => [shop] };
  const queue = recordingQueue();
  const files = inMemoryReportFiles(clock);
  const dependencies = {
    settings,
    clock,
    table: reachedThrough(table, 'table', between),
    reportQueue: reachedThrough(queue, 'queue', between),
    files: reachedThrough(files, 'files', between),
  };
  const handed = { shopId, shop, ...account, by: 'anna' };
  let next = 0;

  const receive = (text: string, said: Readonly<Record<string, string>> = {}) =>
    receiveReport(dependencies, { ...handed, bytes: Buffer.from(text), ...said });

  const announce = (content: Uint8Array, said: Readonly<Record<string, string>> = {}) => {
    const seal = { bytes: content.length, sha256: sha256Hex(content) };
    return announceReport(dependencies, { ...handed, seal, ...said });
  };

  /** Announces a file, and sends it where it was told to. */
  async function upload(content: Uint8Array, said: Readonly<Record<string, string>> = {}): Promise<string> {
    const announced = await announce(content, said);
    if (announced.kind !== 'awaited') throw new Error(`The file is not awaited: ${announced.kind}.`);
    if (announced.upload) files.send(announced.upload, content);
    return announced.report.reportId;
  }

  /** Reads every message that waits, until none is left; each of them twice where asked. */
  async function read({
    sliceMilliseconds = 60_000,
    noteMilliseconds = 60_000,
    isTwice = false,
    on = dependencies.table,
  } = {}) {
    for (let message = queue.sent[next]; message !== undefined; message = queue.sent[next]) {
      next += 1;
      const parsed = reportMessageSchema.parse(JSON.parse(message.body));
      for (let time = 0; time < (isTwice ? 2 : 1); time += 1) {
        await importReport({ ...dependencies, table: on, sliceMilliseconds, noteMilliseconds }, parsed);
      }
    }
  }
  const rowsOf = (sk: string) => table.rows().filter((row) => row.sk === sk);
  return {
    ...base,
    account,
    queue,
    files,
    receive,
    announce,
    upload,
    read,
    start: (reportId: string) => startReport(dependencies, shopId, reportId),
    startIn: (otherShopId: ShopId, reportId: string) => startReport(dependencies, otherShopId, reportId),
    report: (reportId: string) => readReport(table, shopId, reportId),
    facts: () => ({
      refunds: rowsOf('REFUND').map((row) => parseRefund(row).facts.refundId),
      payments: rowsOf('PAYMENT').map((row) => parsePayment(row).facts.paymentId),
    }),
    comesBack: (): void => {
      next -= 1;
    },
  };
}
