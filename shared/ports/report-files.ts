/** What a file has to be: its size, and the SHA-256 of its bytes in hexadecimal digits. */
export type FileSeal = Readonly<{ bytes: number; sha256: string }>;

/** How somebody puts one file there himself: a PUT of exactly its bytes, with exactly these headers, before it expires. */
export type FileUpload = Readonly<{ url: string; headers: Readonly<Record<string, string>>; expiresAt: string }>;

/**
 * Keeps the files of reports whole, under names that follow from their content: what is put again is the same. A file that
 * was broken off or has other bytes than its seal says is never there. All throw {@link FilesUnavailableError}.
 */
export interface ReportFiles {
  /** Nothing is written by asking, and asking again gives another one. */
  uploadOf(name: string, seal: FileSeal): Promise<FileUpload>;
  put(name: string, content: Uint8Array): Promise<void>;
  /** What lies there, as whoever keeps it has checked it when it came; nothing where no file is. */
  inspect(name: string): Promise<FileSeal | undefined>;
  /** The bytes from one place to before another. Throws {@link FileMissingError}. */
  read(name: string, span: Readonly<{ from: number; until: number }>): Promise<Uint8Array>;
}

/** Whoever keeps the files did not answer, or could not. */
export class FilesUnavailableError extends Error {
  override readonly name = 'FilesUnavailableError';
}

/** The file is not there any more: files are kept for thirty days. */
export class FileMissingError extends Error {
  override readonly name = 'FileMissingError';
}
