import { describe, expect, it } from 'vitest';
import { routeTable } from '../../../../infra/local/http-route-table.ts';

const invoke = async () => ({ ok: true, result: null }) as const;
const tableOf = (...routeKeys: readonly string[]) => {
  const find = routeTable(
    routeKeys.map((routeKey) => {
      const [method = '', path = ''] = routeKey.split(' ');
      return { method, path, pool: { invoke } };
    }),
  );
  return (method: string, path: string) => {
    const match = find(method, path);
    return match && { routeKey: match.routeKey, ...match.pathParameters };
  };
};

describe('the routes of an HTTP API', () => {
  it('take one segment for each parameter, decoded', () => {
    const find = tableOf('GET /shops/{shopId}/orders/{orderNumber}');
    expect(find('GET', '/shops/nl/orders/A%20B%2F1')).toEqual({
      routeKey: 'GET /shops/{shopId}/orders/{orderNumber}',
      shopId: 'nl',
      orderNumber: 'A B/1',
    });
    expect(find('GET', '/shops/nl/orders/1/lines')).toBeUndefined();
    expect(find('GET', '/shops//orders/1')).toBeUndefined();
  });

  it('leave a segment that is not well-formed as it is', () => {
    expect(tableOf('GET /orders/{n}')('GET', '/orders/100%')).toMatchObject({ n: '100%' });
  });

  it('are found by method and path together, and a trailing slash is another path', () => {
    const find = tableOf('GET /', 'POST /shops');
    expect(find('GET', '/')).toEqual({ routeKey: 'GET /' });
    expect(find('GET', '/shops')).toBeUndefined();
    expect(find('HEAD', '/')).toBeUndefined();
    expect(find('POST', '/shops/')).toBeUndefined();
  });

  it('are chosen by how exact they are, whatever their order', () => {
    const find = tableOf('ANY /{proxy+}', 'GET /shops/{shopId}', 'ANY /shops/mine', 'GET /shops/mine');
    expect(find('GET', '/shops/mine')).toEqual({ routeKey: 'GET /shops/mine' });
    expect(find('POST', '/shops/mine')).toEqual({ routeKey: 'ANY /shops/mine' });
    expect(find('GET', '/shops/nl')).toEqual({ routeKey: 'GET /shops/{shopId}', shopId: 'nl' });
    expect(find('GET', '/assets/css/main.css')).toEqual({ routeKey: 'ANY /{proxy+}', proxy: 'assets/css/main.css' });
  });
});
