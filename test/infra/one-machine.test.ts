import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { explain } from '../../infra/local/deployment.ts';
import { resourceTypes } from '../../infra/local/resource-types.ts';
import { parseTemplate } from '../../infra/local/template.ts';
import { reconciliation, resourcesOf, storage } from './synthesis.ts';

const root = new URL('../../', import.meta.url);

describe('one machine', () => {
  const stacks = [
    parseTemplate('AvoirStorage', storage.toJSON()),
    parseTemplate('AvoirReconciliation', reconciliation.toJSON()),
  ];

  it('knows every type of resource that the app has, and none that it has not', () => {
    const types = [storage, reconciliation].flatMap(resourcesOf).map(({ type }) => type);
    expect([...resourceTypes.keys()].toSorted()).toEqual([...new Set(types)].toSorted());
  });

  it('says of each property that it does without why, and which test looks at it instead', () => {
    const explained = explain(stacks);
    expect(explained.length).toBeGreaterThan(0);
    const withoutTest = explained.filter(({ reason }) => {
      const [path] = /test\/\S+\.test\.ts/.exec(reason) ?? [];
      return path === undefined || !existsSync(fileURLToPath(new URL(path, root)));
    });
    expect(withoutTest).toEqual([]);
  });
});
