import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parametersByPath } from '../../../../infra/local/parameters.ts';

const answerSchema = z.strictObject({
  Parameters: z.array(z.looseObject({ Name: z.string(), Value: z.string() })),
  NextToken: z.string().optional(),
});

const held = new Map([
  ['/avoir/shops/a', '{}'],
  ['/avoir/shops/b', '{}'],
  ['/avoir/shops/b/notes', '{}'],
  ['/avoir/shopsfront', '{}'],
]);

function names(request: Readonly<Record<string, unknown>>): readonly string[] {
  const { Parameters: found } = answerSchema.parse(parametersByPath(request, held));
  return found.map(({ Name: name }) => name);
}

describe('the parameters of one machine', () => {
  it('are found one level below a path, deeper only when asked, and never by the start of a name alone', () => {
    expect(names({ Path: '/avoir/shops' })).toEqual(['/avoir/shops/a', '/avoir/shops/b']);
    expect(names({ Path: '/avoir/shops/', Recursive: true })).toEqual([
      '/avoir/shops/a',
      '/avoir/shops/b',
      '/avoir/shops/b/notes',
    ]);
    expect(names({ Path: '/another' })).toEqual([]);
  });

  it('come page by page, each once', () => {
    const ask = (NextToken?: string) =>
      answerSchema.parse(parametersByPath({ Path: '/avoir', Recursive: true, MaxResults: 3, NextToken }, held));
    const first = ask();
    const second = ask(first.NextToken);
    expect([...first.Parameters, ...second.Parameters].map(({ Name: name }) => name)).toEqual([...held.keys()]);
    expect(second.NextToken).toBeUndefined();
  });

  it.each([
    ['a path that is none', { Path: 'avoir' }, 'ValidationException'],
    ['more results than a page holds', { Path: '/avoir', MaxResults: 11 }, 'ValidationException'],
    ['a filter, which is not understood here', { Path: '/avoir', ParameterFilters: [] }, 'ValidationException'],
    ['a token beyond the end', { Path: '/avoir', NextToken: '9' }, 'InvalidNextToken'],
  ])('are refused for %s', (_, request, code) => {
    expect(() => parametersByPath(request, held)).toThrow(expect.objectContaining({ code }));
  });
});
