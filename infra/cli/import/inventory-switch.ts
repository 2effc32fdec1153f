/**
 * Whether a credit note is asked for with *Update inventory*. The file says nothing of the switch: every fifth note, by its
 * number, is asked for without, so that both ways are seen.
 */
export const updatesInventory = (noteNumber: string): boolean => Number(noteNumber.replace(/\D/g, '')) % 5 !== 0;

/** The number of the credit note that a case is about. */
export const noteOf = (caseId: string): string => caseId.split('/')[0] ?? caseId;
