import { createContext, runInContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { consoleSecurityPolicy } from '../../../functions/show-console/console-page.ts';
import { consoleScript } from '../../../functions/show-console/console-script.ts';

/** As much of a browser's element as the page's script touches. */
class PageElement {
  children: PageElement[] = [];
  textContent = '';
  className = '';
  value = '';
  href = '';
  rel = '';
  append(...children: PageElement[]): void {
    this.children.push(...children);
  }
  replaceChildren(...children: PageElement[]): void {
    this.children = children;
    this.value = children[0]?.value ?? '';
  }
  addEventListener(): void {
    // Nobody clicks in these tests.
  }
  /** All that is to be read in it. */
  get text(): string {
    return this.textContent + this.children.map(({ text }) => text).join(' | ');
  }
}

async function shownPage(answers: Readonly<Record<string, unknown>>, hash = '#token=secret') {
  const elements = new Map<string, PageElement>();
  const getElementById = (id: string) => {
    const element = elements.get(id) ?? new PageElement();
    elements.set(id, element);
    return element;
  };
  const asked: unknown[] = [];
  const stored = new Map<string, string>();
  runInContext(
    consoleScript,
    createContext({
      document: { getElementById, createElement: () => new PageElement() },
      location: { hash, pathname: '/' },
      history: { replaceState: () => undefined },
      sessionStorage: {
        getItem: (name: string) => stored.get(name) ?? null,
        setItem: (name: string, value: string) => stored.set(name, value),
      },
      URLSearchParams,
      Option: class extends PageElement {
        constructor(text: string, value: string) {
          super();
          this.textContent = text;
          this.value = value;
        }
      },
      fetch: async (path: string, options: unknown) => {
        asked.push([path, options]);
        return { ok: path in answers, status: 404, json: async () => answers[path] ?? { title: 'Not found.' } };
      },
    }),
  );
  await vi.waitFor(() => expect(getElementById('message').textContent).not.toBe(''));
  return { text: (id: string) => getElementById(id).text, element: getElementById, asked };
}

const task = {
  dueOn: '2026-11-26',
  isOverdue: true,
  provider: 'paypal',
  account: 'main',
  amount: '10.00',
  currency: 'EUR',
  state: { name: 'awaiting_refund' },
  locateBy: {
    orderNumber: 'ORD00123',
    orderValue: '25.00',
    customerName: '<b>Customer One</b>',
    transactionDate: '2026-11-02T15:00:00.000Z',
    portalLink: 'https://www.paypal.com/activity/payment/CAP-1',
  },
};
const answers = {
  '/shops': { items: [{ shopId: 'demo', name: 'Demo' }] },
  '/shops/demo/refund-tasks': { items: [task], next: null },
  '/shops/demo/cases': {
    items: [
      {
        openedAt: '2026-11-12T09:30:00.000Z',
        caseId: 'CN-1',
        orderNumber: 'ORD00123',
        amount: '10.00',
        currency: 'EUR',
        notes: ['partly_paid'],
      },
    ],
  },
};

describe('the page', () => {
  it('shows each refund with all that locates its transaction', async () => {
    const page = await shownPage(answers);
    expect(page.text('tasks')).toBe(
      '2026-11-26 (overdue) | paypal / main | 10.00 EUR | ORD00123 | 25.00 EUR | <b>Customer One</b> | 2026-11-02 | awaiting_refund',
    );
    expect(page.text('cases')).toBe('2026-11-12 09:30 | CN-1 | ORD00123 | 10.00 EUR | partly_paid');
    expect(page.text('message')).toBe('1 refunds shown.');
  });

  it('links into the portal where the payment is known', async () => {
    const cell = (await shownPage(answers)).element('tasks').children[0]?.children[1];
    expect(cell?.children[0]?.href).toBe(task.locateBy.portalLink);
    expect(cell?.children[0]?.rel).toBe('noopener noreferrer');
  });

  it('sends the token of its address and says what went wrong', async () => {
    const page = await shownPage({ '/shops': answers['/shops'] });
    expect(page.asked[0]).toEqual(['/shops', { headers: { authorization: 'Bearer secret' } }]);
    expect(page.text('message')).toBe('Not found.');
    expect((await shownPage(answers, '')).text('message')).toMatch(/carries your token/);
  });

  it('may run its own script and nothing else', () => {
    expect(consoleSecurityPolicy).toMatch(/script-src 'sha256-/);
    expect(consoleSecurityPolicy).not.toContain('unsafe');
  });
});
