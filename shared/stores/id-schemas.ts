import * as z from 'zod';
import {
  isCaseId,
  isCreditNoteId,
  isDifferenceId,
  isMatchId,
  isOrderLineId,
  isOrderNumber,
  isShopId,
  isTaskId,
} from '../domain/ids.ts';

const idSchema = <Id extends string>(is: (text: string) => text is Id, what: string) =>
  z.string().transform((text, context): Id => {
    if (is(text)) return text;
    context.issues.push({ code: 'custom', input: text, message: `Not ${what}` });
    return z.NEVER;
  });

/** Parses the id of a shop. */
export const shopIdSchema = idSchema(isShopId, 'a shop id');
/** Parses an order's number. */
export const orderNumberSchema = idSchema(isOrderNumber, 'an order number');
/** Parses the id of an order line. */
export const orderLineIdSchema = idSchema(isOrderLineId, 'an order line id');
/** Parses the id of a credit note. */
export const creditNoteIdSchema = idSchema(isCreditNoteId, 'a credit note id');
/** Parses the id of a refund case. */
export const caseIdSchema = idSchema(isCaseId, 'a case id');
/** Parses the id of a refund task. */
export const taskIdSchema = idSchema(isTaskId, 'a refund task id');
/** Parses the id of a difference. */
export const differenceIdSchema = idSchema(isDifferenceId, 'a difference id');
/** Parses the id of a match. */
export const matchIdSchema = idSchema(isMatchId, 'a match id');
