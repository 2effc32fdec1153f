/** The scope that an endpoint asks for, for reading and for writing. */
const scopes: Readonly<Record<string, Readonly<{ read: string; write: string }>>> = {
  Sale: { read: 'employee:register', write: 'employee:register' },
  SaleLine: { read: 'employee:register', write: 'employee:register' },
  SalePayment: { read: 'employee:register', write: 'employee:register' },
  PaymentType: { read: 'employee:register', write: 'employee:register' },
  Item: { read: 'employee:inventory_read', write: 'employee:inventory' },
  ItemShop: { read: 'employee:inventory_read', write: 'employee:inventory' },
  // Stands on the page of the log, but not in the table of scopes.
  InventoryLog: { read: 'employee:inventory_log', write: 'employee:inventory_log' },
};

/** The scope that is missing for a request, or nothing. A grant without a list of scopes has all of them. */
export function missingScope(
  granted: readonly string[] | undefined,
  endpoint: string,
  method: string,
): string | undefined {
  const needed = scopes[endpoint]?.[method === 'GET' ? 'read' : 'write'];
  return granted === undefined || needed === undefined || granted.includes(needed) ? undefined : needed;
}
