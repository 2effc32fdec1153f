import type { FileUpload } from '../../shared/ports/report-files.ts';

/** Sends a file where somebody was told to, as a browser does: with the headers, and what fetch says by itself. */
export async function sentUpload({ url, headers }: FileUpload, content: Uint8Array): Promise<Response> {
  return fetch(url, { method: 'PUT', headers: { ...headers }, body: Buffer.from(content) });
}
