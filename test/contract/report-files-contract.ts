import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileUpload, ReportFiles } from '../../shared/ports/report-files.ts';

/** Files, and how somebody sends one where he was told to: whether it was kept. */
export type ReportFilesUnderTest = Readonly<{
  files: ReportFiles;
  send(upload: FileUpload, content: Uint8Array): Promise<'kept' | 'refused'>;
  /** Lets so much time pass. */
  wait(seconds: number): void;
}>;

const content = Buffer.from('Größe,1\n'.repeat(1000));
const sealOf = (bytes: Uint8Array) => ({
  bytes: bytes.byteLength,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
const seal = sealOf(content);
let made = 0;
const freshName = (): string => `reports/demo/paypal/${seal.sha256}-${++made}`;

/** What every keeper of files promises. `make` makes a fresh one for each test. */
export function describeReportFiles(keeper: string, make: () => Promise<ReportFilesUnderTest>): void {
  describe(`${keeper} as a keeper of files`, () => {
    let underTest: ReportFilesUnderTest;
    beforeEach(async () => {
      underTest = await make();
    });

    it('keeps what is put, says what it is, and hands out any part of it', async () => {
      const { files } = underTest;
      const name = freshName();
      await files.put(name, content);
      expect(await files.inspect(name)).toEqual(seal);
      const part = await files.read(name, { from: 10, until: 25 });
      expect(Buffer.from(part)).toEqual(content.subarray(10, 25));
      const end = await files.read(name, { from: content.length - 3, until: content.length });
      expect(Buffer.from(end)).toEqual(content.subarray(-3));
    });

    it('keeps what is put twice once', async () => {
      const { files } = underTest;
      const name = freshName();
      for (const _ of ['once', 'again']) await files.put(name, content);
      expect(await files.inspect(name)).toEqual(seal);
    });

    it('says that nothing is there, and that what was there is gone', async () => {
      const { files } = underTest;
      expect(await files.inspect(freshName())).toBeUndefined();
      await expect(files.read(freshName(), { from: 0, until: 1 })).rejects.toThrow('not there');
    });

    it('takes from somebody else what was announced', async () => {
      const { files, send } = underTest;
      const name = freshName();
      const upload = await files.uploadOf(name, seal);
      expect(Object.keys(upload.headers).filter((header) => header !== header.toLowerCase())).toEqual([]);
      expect(await files.inspect(name)).toBeUndefined();
      expect(await send(upload, content)).toBe('kept');
      expect(await files.inspect(name)).toEqual(seal);
    });
  });
}

/** What a keeper of files refuses from whoever was told where to send one. */
export function describeUploads(keeper: string, make: () => Promise<ReportFilesUnderTest>): void {
  describe(`${keeper} as the place of an upload`, () => {
    let underTest: ReportFilesUnderTest;
    beforeEach(async () => {
      underTest = await make();
    });

    it.each([
      ['other bytes of the same size', Buffer.from(content).fill('x', 100, 101)],
      ['a shorter file', content.subarray(0, 500)],
      ['a longer file', Buffer.concat([content, Buffer.from('more\n')])],
    ])('refuses %s, and has nothing then', async (_what, other) => {
      const { files, send } = underTest;
      const name = freshName();
      expect(await send(await files.uploadOf(name, seal), other)).toBe('refused');
      expect(await files.inspect(name)).toBeUndefined();
    });

    it('is open for a quarter of an hour', async () => {
      const { files, send, wait } = underTest;
      const name = freshName();
      const upload = await files.uploadOf(name, seal);
      wait(901);
      expect(await send(upload, content)).toBe('refused');
      expect(await files.inspect(name)).toBeUndefined();
    });

    it('takes the same file again, and from another address as well', async () => {
      const { files, send } = underTest;
      const name = freshName();
      const upload = await files.uploadOf(name, seal);
      expect(await send(upload, content)).toBe('kept');
      expect(await send(upload, content)).toBe('kept');
      expect(await send(await files.uploadOf(name, seal), content)).toBe('kept');
      expect(await files.inspect(name)).toEqual(seal);
    });
  });
}
