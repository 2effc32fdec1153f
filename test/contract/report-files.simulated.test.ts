import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { inMemoryReportFiles } from '../support/in-memory-report-files.ts';
import { describeReportFiles, describeUploads } from './report-files-contract.ts';

async function inMemory() {
  const clock = virtualClock();
  const files = inMemoryReportFiles(clock);
  return {
    files,
    send: async (...sent: Parameters<typeof files.send>) => files.send(...sent),
    wait: (seconds: number) => clock.advance(seconds * 1000),
  };
}

describeReportFiles('The memory', inMemory);
describeUploads('The memory', inMemory);
