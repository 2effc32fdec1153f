import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Gives back what a machine held when it was killed. The consumer of a queue that is kept here lives and dies with the
 * machine: nobody works on those messages any more, so there is nothing to wait for until their visibility ends (three
 * minutes). Their receive count stays. To be called before the queues of the folder are opened.
 */
export function giveBackHeldMessages(folder: string): void {
  const path = join(folder, 'fauxqs.db');
  if (!existsSync(path)) return;
  const database = new DatabaseSync(path);
  try {
    database.exec('UPDATE sqs_messages SET visibility_deadline = 1 WHERE visibility_deadline IS NOT NULL');
  } finally {
    database.close();
  }
}
