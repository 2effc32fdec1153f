import type { Clock } from '../../shared/ports/clock.ts';
import type { EventBus } from '../../shared/ports/event-bus.ts';
import type { Ids } from '../../shared/ports/ids.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { ReportFiles } from '../../shared/ports/report-files.ts';
import type { Secrets } from '../../shared/ports/secrets.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { Table } from '../../shared/ports/table.ts';

/** The description of the API calls nothing: whatever is asked here is a fault. */
const refuse = (): never => {
  throw new Error('Endpoints are only described here; nothing may be called.');
};

const table: Table = {
  get: refuse,
  getMany: refuse,
  query: refuse,
  queryIndex: refuse,
  put: refuse,
  update: refuse,
  transact: refuse,
};
const settings: Settings = { shop: refuse, shops: refuse };
const clock: Clock = { now: refuse };
const bus: EventBus = { publish: refuse };
const ids: Ids = { next: refuse };
const queue: Queue = { send: refuse };
const files: ReportFiles = { uploadOf: refuse, put: refuse, inspect: refuse, read: refuse };
const secrets: Secrets = { ofShop: refuse };

/** Every port and connection that endpoints are made of, none of which does anything. */
export const inertPorts = {
  table,
  settings,
  clock,
  bus,
  ids,
  secrets,
  queues: new Map(),
  laneQueue: queue,
  reportQueue: queue,
  files,
  ecomOf: refuse,
  retailOf: refuse,
  questionsOf: refuse,
  httpTo: refuse,
};
