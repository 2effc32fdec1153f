import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Condition, type IndexName, indexes, type Query, type Update } from '../ports/table.ts';
import { attributeOf } from './dynamo-attributes.ts';

/** Expression text together with the names and values it stands on, ready to be spread into a request. */
export type Expression<Field extends string> = Readonly<
  { [field in Field]?: string } & {
    ExpressionAttributeNames?: Record<string, string>;
    ExpressionAttributeValues?: Record<string, AttributeValue>;
  }
>;

/** The one place that knows how each condition of the port is said to DynamoDB. */
export function conditionExpression(condition: Condition | undefined): Expression<'ConditionExpression'> {
  if (condition === undefined) return {};
  switch (condition.kind) {
    case 'absent':
      return { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': 'pk' } };
    case 'version_equals':
      return comparison('version', '=', condition.version);
    case 'attribute_equals':
      return comparison(condition.attribute, '=', condition.value);
    case 'attribute_at_least':
      return comparison(condition.attribute, '>=', condition.value);
  }
}

// A missing attribute, or one of another type, satisfies neither comparison: DynamoDB then refuses the write.
const comparison = (
  attribute: string,
  operator: '=' | '>=',
  value: string | number | boolean,
): Expression<'ConditionExpression'> => ({
  ConditionExpression: `#held ${operator} :held`,
  ExpressionAttributeNames: { '#held': attribute },
  ExpressionAttributeValues: { ':held': attributeOf(value) },
});

/** What an update sets and removes, with its condition. */
export function updateExpression({
  set,
  remove = [],
  condition,
}: Omit<Update, 'kind' | 'key'>): Expression<'UpdateExpression' | 'ConditionExpression'> {
  const held = conditionExpression(condition);
  const names: Record<string, string> = { ...held.ExpressionAttributeNames };
  const values: Record<string, AttributeValue> = { ...held.ExpressionAttributeValues };
  const assignments = Object.entries(set).map(([attribute, value], index) => {
    names[`#s${index}`] = attribute;
    values[`:s${index}`] = attributeOf(value);
    return `#s${index} = :s${index}`;
  });
  const removals = remove.map((attribute, index) => {
    names[`#r${index}`] = attribute;
    return `#r${index}`;
  });
  const clauses = [
    ...(assignments.length > 0 ? [`SET ${assignments.join(', ')}`] : []),
    ...(removals.length > 0 ? [`REMOVE ${removals.join(', ')}`] : []),
  ];
  return {
    ...held,
    ...(clauses.length > 0 && { UpdateExpression: clauses.join(' ') }),
    // DynamoDB refuses an empty map of names or values.
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

/** Which rows of the table, or keys of an index, a query asks for. */
export function keyExpression(
  index: IndexName | undefined,
  { partition, range }: Pick<Query, 'partition' | 'range'>,
): Expression<'KeyConditionExpression'> {
  const names = { '#partition': index ? indexes[index].partition : 'pk' };
  const values = { ':partition': attributeOf(partition) };
  // An empty prefix means the whole partition; DynamoDB refuses empty text as a bound.
  if (range === undefined || (range.kind === 'prefix' && range.prefix === '')) {
    return {
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    };
  }
  const isPrefix = range.kind === 'prefix';
  return {
    KeyConditionExpression: `#partition = :partition AND ${isPrefix ? 'begins_with(#order, :from)' : '#order BETWEEN :from AND :to'}`,
    ExpressionAttributeNames: { ...names, '#order': index ? indexes[index].order : 'sk' },
    ExpressionAttributeValues: {
      ...values,
      ':from': attributeOf(isPrefix ? range.prefix : range.from),
      ...(!isPrefix && { ':to': attributeOf(range.to) }),
    },
  };
}
