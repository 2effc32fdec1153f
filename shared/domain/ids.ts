declare const brand: unique symbol;

/** Text that was checked to be an id of one kind; ids of different kinds cannot be exchanged. */
type Id<Kind extends string> = string & { readonly [brand]: Kind };

/** A shop of ours: lower-case letters, digits and hyphens; first part of every key. */
export type ShopId = Id<'shop'>;
/** Number of an order as eCom shows it, for example ORD00123. */
export type OrderNumber = Id<'order'>;
/** Id of one line of an order, unique within the order. */
export type OrderLineId = Id<'order line'>;
/** The shop's own id of a credit note, unique within the shop. */
export type CreditNoteId = Id<'credit note'>;
/** Id of a refund case: the credit note's own id, or `cancellation:` and the order's number. */
export type CaseId = Id<'case'>;
/** Id of a refund task: its case and the number of the payment, joined by `~`. */
export type TaskId = Id<'task'>;
/** Id of a match: its task and the refund's provider, account and id, joined by `~`, each part safe in an address. */
export type MatchId = Id<'match'>;
/** Id of a difference: what it is about, its reason, and where needed a subject (a task, an item), joined by `~`. */
export type DifferenceId = Id<'difference'>;

const cancellationPrefix = 'cancellation:';

// `#` separates the parts of a key, `~` those of a task id; neither may occur inside one.
const keyPart = /^[^\s#~\p{Cc}](?:[^#~\p{Cc}]{0,126}[^\s#~\p{Cc}])?$/u;

/** Whether the text can be the id of a shop. */
export const isShopId = (text: string): text is ShopId => /^[a-z0-9][a-z0-9-]{0,62}$/.test(text);
/** Whether the text can be an order's number. */
export const isOrderNumber = (text: string): text is OrderNumber => text.length <= 64 && keyPart.test(text);
/** Whether the text can be the id of an order line. */
export const isOrderLineId = (text: string): text is OrderLineId => text.length <= 64 && keyPart.test(text);
/** Whether the text can be the id of a credit note: it must not read like the case of a cancellation. */
export const isCreditNoteId = (text: string): text is CreditNoteId =>
  keyPart.test(text) && !text.startsWith(cancellationPrefix);
/** Whether the text can be the id of a case. */
export const isCaseId = (text: string): text is CaseId => keyPart.test(text);

/** The case that all of one credit note's effects belong to. */
export const caseOfCreditNote = (creditNoteId: CreditNoteId): CaseId => checked(creditNoteId, isCaseId);

/** The case that all effects of an order's cancellation belong to; an order is cancelled once. */
export const caseOfCancellation = (orderNumber: OrderNumber): CaseId =>
  checked(`${cancellationPrefix}${orderNumber}`, isCaseId);

/** Whether the text can be the id of a refund task. */
export const isTaskId = (text: string): text is TaskId => /^[^~]+~\d+$/.test(text);

/** The one task of a payment in a case. */
export const taskOf = (caseId: CaseId, paymentNumber: number): TaskId =>
  checked(`${caseId}~${paymentNumber}`, isTaskId);

/** The case and the payment that a task is of. */
export function partsOfTask(taskId: TaskId): Readonly<{ caseId: CaseId; paymentNumber: number }> {
  const at = taskId.lastIndexOf('~');
  return { caseId: checked(taskId.slice(0, at), isCaseId), paymentNumber: Number(taskId.slice(at + 1)) };
}

/** What makes two reports of a provider's refund, or of its payment, reports of the same one; safe in a key and an address. */
export const providerRowName = (provider: string, account: string, id: string): string =>
  [provider, account, id].map((part) => encodeURIComponent(part).replaceAll('~', '%7E')).join(':');

const matchIdForm = /^([^~]+)~(\d+)~([^~:/]+:[^~:/]+:[^~:/]+)$/;

/** Whether the text can be the id of a match. */
export const isMatchId = (text: string): text is MatchId => matchIdForm.test(text);

/** The one match of a task with a refund, whose name is {@link providerRowName}. */
export const matchOf = (taskId: TaskId, refundName: string): MatchId => checked(`${taskId}~${refundName}`, isMatchId);

/** The task and the name of the refund that a match is of. */
export function partsOfMatch(matchId: MatchId): Readonly<{ taskId: TaskId; refundName: string }> {
  const [, caseId = '', paymentNumber = '', refundName = ''] = matchIdForm.exec(matchId) ?? [];
  return { taskId: checked(`${caseId}~${paymentNumber}`, isTaskId), refundName };
}

const differenceIdForm = /^(case|order|refund)~([^~]+)~([a-z_]+)(?:~([^#]+))?$/;

/** Whether the text can be the id of a difference. */
export const isDifferenceId = (text: string): text is DifferenceId => differenceIdForm.test(text);

/** What a difference is about: a case, else an order, else a refund that nothing connects with an order. */
export type DifferenceSubject =
  | Readonly<{ caseId: CaseId }>
  | Readonly<{ orderNumber: OrderNumber }>
  | Readonly<{ refundName: string }>;

/** The one difference of a reason about its subject; `subject` tells several of them apart. */
export const differenceOf = (about: DifferenceSubject, reason: string, subject?: string): DifferenceId =>
  checked([...namedBy(about), reason, ...(subject === undefined ? [] : [subject])].join('~'), isDifferenceId);

/** What the difference is about, its reason, and its subject where it has one. */
export function partsOfDifference(
  differenceId: DifferenceId,
): Readonly<{ about: DifferenceSubject; reason: string; subject: string | undefined }> {
  const [, kind, name = '', reason = '', subject] = differenceIdForm.exec(differenceId) ?? [];
  return { about: subjectNamed(kind, name), reason, subject };
}

function subjectNamed(kind: string | undefined, name: string): DifferenceSubject {
  if (kind === 'case') return { caseId: checked(name, isCaseId) };
  return kind === 'order' ? { orderNumber: checked(name, isOrderNumber) } : { refundName: name };
}

function namedBy(about: DifferenceSubject): readonly [string, string] {
  if ('caseId' in about) return ['case', about.caseId];
  return 'orderNumber' in about ? ['order', about.orderNumber] : ['refund', about.refundName];
}

/** The name of an effect in other systems: unique over all shops, the same at every try. */
export type EffectKey = Id<'stock effect'>;

const effectKeyForm = /^[a-z0-9-]+\/.+\/(?:sale|correction-\d+)$/;

const isEffectKey = (text: string): text is EffectKey => effectKeyForm.test(text);

/** The key of a case's one refund sale. */
export const saleEffectOf = (shopId: ShopId, caseId: CaseId): EffectKey =>
  checked(`${shopId}/${caseId}/sale`, isEffectKey);

/** The key of one of a case's corrections. */
export const correctionEffectOf = (shopId: ShopId, caseId: CaseId, correctionNumber: number): EffectKey =>
  checked(`${shopId}/${caseId}/correction-${correctionNumber}`, isEffectKey);

/** The case whose correction has this key; `undefined` for the key of anything else. */
export function caseOfCorrectionEffect(key: string): Readonly<{ shopId: ShopId; caseId: CaseId }> | undefined {
  const [, shopId = '', caseId = ''] = /^([^/]+)\/(.+)\/correction-\d+$/.exec(key) ?? [];
  return isShopId(shopId) && isCaseId(caseId) ? { shopId, caseId } : undefined;
}

/** The case whose refund sale has this key; `undefined` for the key of anything else. */
export function caseOfSaleEffect(key: string): Readonly<{ shopId: ShopId; caseId: CaseId }> | undefined {
  const [, shopId = '', caseId = ''] = /^([^/]+)\/(.+)\/sale$/.exec(key) ?? [];
  return isShopId(shopId) && isCaseId(caseId) ? { shopId, caseId } : undefined;
}

function checked<Checked extends string>(text: string, is: (text: string) => text is Checked): Checked {
  if (!is(text)) throw new RangeError(`Not an id of that kind: ${text}`);
  return text;
}
