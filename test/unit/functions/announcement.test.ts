import { describe, expect, it } from 'vitest';
import { announcementIn } from '../../../functions/receive-report/announcement.ts';
import { ProblemError } from '../../../shared/lambda/problem.ts';

const sha256 = 'AB'.repeat(32);
const json = { 'content-type': 'application/json; charset=utf-8' };
const announced = (content: unknown, headers = json) => announcementIn(Buffer.from(JSON.stringify(content)), headers);

describe('what somebody says of a file in its place', () => {
  it('is told from a file by its type and by what no report has', () => {
    expect(announced({ fileName: 'year.csv', bytes: 7_000_000, sha256 })).toEqual({
      fileName: 'year.csv',
      bytes: 7_000_000,
      sha256: sha256.toLowerCase(),
    });
    // A page of Klarna's API is JSON too, and a file.
    expect(announced({ transactions: [] })).toBeUndefined();
    expect(announcementIn(Buffer.from('{"transactions"'), json)).toBeUndefined();
    expect(announced({ bytes: 1, sha256 }, { 'content-type': 'application/octet-stream' })).toBeUndefined();
  });

  it.each([
    ['no size', { sha256 }, 400],
    ['a size that is none', { bytes: 1.5, sha256 }, 400],
    ['another hash', { bytes: 1, sha256: 'ab' }, 400],
    ['more than it is asked', { bytes: 1, sha256, account: 'main' }, 400],
    ['too much', { bytes: 2 ** 28 + 1, sha256 }, 413],
  ])('is refused with %s', (_what, content, status) => {
    expect(() => announced(content)).toThrow(ProblemError);
    expect(() => announced(content)).toThrow(expect.objectContaining({ status }));
  });
});
