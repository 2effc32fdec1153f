import { createHash } from 'node:crypto';
import type { Clock } from '../../shared/ports/clock.ts';
import { FileMissingError, type FileSeal, type FileUpload, type ReportFiles } from '../../shared/ports/report-files.ts';

/** The files of reports in memory, and what somebody who was told where sends there: refused as a bucket refuses it. */
export type InMemoryReportFiles = ReportFiles &
  Readonly<{
    send(upload: FileUpload, content: Uint8Array): 'kept' | 'refused';
    /** The spans that were read, in their order. */
    spans: readonly Readonly<{ from: number; until: number }>[];
    lose(name: string): void;
    names(): readonly string[];
  }>;

const sealOf = (content: Uint8Array): FileSeal => ({
  bytes: content.byteLength,
  sha256: createHash('sha256').update(content).digest('hex'),
});

/** No file yet. */
export function inMemoryReportFiles(clock: Clock): InMemoryReportFiles {
  const kept = new Map<string, Uint8Array>();
  const awaited = new Map<string, Readonly<{ name: string; seal: FileSeal; expiresAt: string }>>();
  const spans: { from: number; until: number }[] = [];
  return {
    spans,
    async uploadOf(name, seal) {
      const url = `https://files.example/${name}?number=${awaited.size + 1}`;
      const expiresAt = new Date(Date.parse(clock.now()) + 900_000).toISOString();
      awaited.set(url, { name, seal, expiresAt });
      return { url, headers: { 'content-type': 'application/octet-stream' }, expiresAt };
    },
    async put(name, content) {
      kept.set(name, content);
    },
    async inspect(name) {
      const content = kept.get(name);
      return content && sealOf(content);
    },
    async read(name, { from, until }) {
      const content = kept.get(name);
      if (content === undefined) throw new FileMissingError('The file is not there.');
      spans.push({ from, until });
      return content.subarray(from, until);
    },
    send({ url }, content) {
      const announced = awaited.get(url);
      const { bytes, sha256 } = sealOf(content);
      if (announced === undefined || clock.now() > announced.expiresAt) return 'refused';
      if (bytes !== announced.seal.bytes || sha256 !== announced.seal.sha256) return 'refused';
      kept.set(announced.name, content);
      return 'kept';
    },
    lose: (name) => kept.delete(name),
    names: () => [...kept.keys()],
  };
}
