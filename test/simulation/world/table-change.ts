import type { Row } from '../../../shared/ports/table.ts';

/** One change of one row, in the order in which all changes happened. The number counts from 1. */
export type TableChange = Readonly<{ sequenceNumber: number; oldRow?: Row; newRow?: Row }>;
