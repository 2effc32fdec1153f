/** Headers as Retail sends them with every answer: 12 of 90 units used, one dripping away per second. */
export const budgetHeaders = {
  'x-ls-acct-id': '4711',
  'x-ls-api-bucket-level': '12.4/90',
  'x-ls-api-burst-level': '3/20',
  'x-ls-api-drip-rate': '1',
  'x-ls-api-request-cost': '1.8',
};

/** A refund sale as Retail says it, open and without relations: every scalar is text, and zero means none. */
export const openRefundSale = {
  saleID: '3107',
  ticketNumber: '220000003107',
  timeStamp: '2026-11-12T08:15:30+00:00',
  completed: 'false',
  archived: 'false',
  voided: 'false',
  isTaxInclusive: 'true',
  createTime: '2026-11-12T09:15:30+01:00',
  completeTime: '',
  referenceNumber: 'demo/CN-9/sale',
  referenceNumberSource: 'avoir',
  calcTotal: '-37.5',
  calcPayments: '-37.5',
  customerID: '0',
  employeeID: '6',
  registerID: '4',
  shopID: '1',
};

/** The same sale completed and read with its lines and payments: two lines are an array, one payment is an object. */
export const completedRefundSale = {
  ...openRefundSale,
  completed: 'true',
  completeTime: '2026-11-12T08:16:02+00:00',
  SaleLines: {
    SaleLine: [
      {
        saleLineID: '9001',
        saleID: '3107',
        itemID: '58',
        unitQuantity: '-3',
        unitPrice: '10.84',
        calcTotal: '-32.5181',
        tax: 'true',
        tax1Rate: '0.21',
        tax2Rate: '0',
        parentSaleLineID: '8770',
      },
      {
        saleLineID: '9002',
        saleID: '3107',
        itemID: '0',
        unitQuantity: '-1',
        unitPrice: '4.98',
        calcTotal: '-4.98',
        tax: 'false',
        tax1Rate: '0.21',
        tax2Rate: '0',
        parentSaleLineID: '0',
      },
    ],
  },
  SalePayments: {
    SalePayment: { salePaymentID: '640', saleID: '3107', amount: '-37.5', archived: 'false', paymentTypeID: '9' },
  },
};

/** A row of the inventory log that a completed refund sale wrote. */
export const returnedRow = {
  inventoryLogID: '70125',
  itemID: '58',
  shopID: '1',
  employeeID: '6',
  qohChange: '3',
  costChange: '0',
  createTime: '2026-11-12T08:16:02+00:00',
  automated: 'false',
  causedNegative: 'false',
  reason: 'RefundAddInventory',
  saleID: '3107',
  customerID: '0',
};

/** An answer about one thing. */
export const single = (resource: string, content: unknown) => ({
  headers: budgetHeaders,
  json: { '@attributes': { count: '1' }, [resource]: content },
});

/** A page of a list: several children, one, or none (then the key is missing). */
export const listed = (resource: string, content?: unknown, next = '') => ({
  headers: budgetHeaders,
  json: { '@attributes': { next, previous: '' }, ...(content !== undefined && { [resource]: content }) },
});
