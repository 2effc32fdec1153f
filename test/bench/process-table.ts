import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process as the operating system shows it. CPU is that of the process alone, without its children. */
export type ProcessEntry = Readonly<{
  processId: number;
  parentId: number;
  name: string;
  cpuMilliseconds: number;
  residentBytes: number;
}>;

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const pageBytes = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }));

/** A process and all below it. Linux only. */
export function processTree(rootId: number): readonly ProcessEntry[] {
  const entries = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => entryOf(Number(name)) ?? []);
  const tree = entries.filter(({ processId }) => processId === rootId);
  // Children are appended while the list is walked, so that theirs are found too.
  for (const { processId } of tree) tree.push(...entries.filter(({ parentId }) => parentId === processId));
  return tree;
}

function entryOf(processId: number): ProcessEntry | undefined {
  const text = statOf(processId);
  if (text === undefined) return undefined;
  // The name stands in brackets and may itself hold any character; fields are counted from behind it (proc(5)).
  const [, name = '', rest = ''] = /\((.*)\) (.*)$/s.exec(text) ?? [];
  const fields = rest.split(' ').map(Number);
  const [parentId = 0, userTicks = 0, systemTicks = 0, residentPages = 0] = [
    fields[1],
    fields[11],
    fields[12],
    fields[21],
  ];
  return {
    processId,
    parentId,
    name,
    cpuMilliseconds: ((userTicks + systemTicks) / ticksPerSecond) * 1000,
    residentBytes: residentPages * pageBytes,
  };
}

/** Undefined for a process that has ended since the folder was read. */
function statOf(processId: number): string | undefined {
  try {
    return readFileSync(`/proc/${processId}/stat`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return undefined;
    throw error;
  }
}
