/**
 * The same job in SQL, written by hand for DuckDB as well as we could: two hops, equal amounts paired in order of time,
 * whole-block sums, orders, names with a similarity of its own, differences, leftovers with the shop's own told from
 * others, all of it ordered. It does not do what SQL has no words for: sums of some of a block, the best assignment,
 * runners-up, whether there is another way.
 */
const tables: readonly string[] = [
  `CREATE TABLE tasks (task_id VARCHAR, order_number VARCHAR, account VARCHAR, payment_id VARCHAR, amount BIGINT, currency VARCHAR,
     done_at BIGINT, name VARCHAR, order_total BIGINT, paid BIGINT)`,
  `CREATE TABLE payments (payment_id VARCHAR, reference VARCHAR, account VARCHAR, amount BIGINT, currency VARCHAR, done_at BIGINT, name VARCHAR)`,
  `CREATE TABLE refunds (refund_id VARCHAR, payment_id VARCHAR, reference VARCHAR, account VARCHAR, amount BIGINT, currency VARCHAR, done_at BIGINT,
     name VARCHAR)`,
  `CREATE MACRO name_key(name) AS array_to_string(list_sort(list_filter(
     string_split_regex(lower(strip_accents(name)), '[^a-z0-9]+'), lambda word: word <> '')), ' ')`,
  `CREATE MACRO alike(a, b) AS name_key(a) = name_key(b) OR jaro_winkler_similarity(name_key(a), name_key(b)) >= 0.9
     OR (split_part(a, ' ', -1) = split_part(b, ' ', -1) AND left(a, 1) = left(b, 1))`,
];

const hour = 3600;
const day = 86_400;

/** The statements from the loaded rows to the table `verdicts`. */
function steps(nameRule: boolean): readonly string[] {
  return [
    // First hop: the id, the order's number, else value, day and customer, where it is the only one both ways.
    `CREATE OR REPLACE TEMP TABLE by_reference AS
     SELECT t.task_id, any_value(p.payment_id) AS payment_id
     FROM tasks t JOIN payments p ON p.reference = t.order_number AND p.currency = t.currency AND p.amount >= t.amount
     WHERE t.payment_id IS NULL GROUP BY t.task_id HAVING count(*) = 1`,
    `CREATE OR REPLACE TEMP TABLE by_value AS
     SELECT task_id, payment_id FROM (
       SELECT t.task_id, t.order_number, any_value(p.payment_id) AS payment_id
       FROM tasks t JOIN payments p ON p.amount = t.order_total AND p.currency = t.currency AND p.reference IS NULL
         AND p.done_at BETWEEN t.paid - ${36 * hour} AND t.paid + ${36 * hour}
       WHERE t.payment_id IS NULL AND NOT EXISTS (SELECT 1 FROM by_reference b WHERE b.task_id = t.task_id)
         AND (p.name IS NULL OR t.name IS NULL OR alike(p.name, t.name))
       GROUP BY ALL HAVING count(*) = 1)
     QUALIFY count(DISTINCT order_number) OVER (PARTITION BY payment_id) = 1`,
    `CREATE OR REPLACE TEMP TABLE located AS
     SELECT t.task_id, t.order_number, t.amount, t.currency, t.done_at, coalesce(t.payment_id, r.payment_id, v.payment_id) AS payment_id
     FROM tasks t LEFT JOIN by_reference r USING (task_id) LEFT JOIN by_value v USING (task_id)`,
    // Second hop: equal amounts in order of time, then whole-block sums.
    `CREATE OR REPLACE TEMP TABLE pairs AS
     WITH t AS (SELECT *, row_number() OVER (PARTITION BY payment_id, currency, amount ORDER BY done_at, task_id) AS n FROM located WHERE payment_id IS NOT NULL),
       r AS (SELECT *, row_number() OVER (PARTITION BY payment_id, currency, amount ORDER BY done_at, refund_id) AS n FROM refunds WHERE payment_id IS NOT NULL)
     SELECT t.task_id, r.refund_id, 'payment' AS rule FROM t JOIN r USING (payment_id, currency, amount, n)`,
    sums('payment_id', 'payment_id'),
    // Orders, where no payment leads there.
    `INSERT INTO pairs
     WITH t AS (SELECT l.*, row_number() OVER (PARTITION BY order_number, currency, amount ORDER BY done_at, task_id) AS n FROM located l
         WHERE order_number IS NOT NULL AND payment_id IS NULL AND NOT EXISTS (SELECT 1 FROM pairs p WHERE p.task_id = l.task_id)),
       r AS (SELECT f.*, row_number() OVER (PARTITION BY reference, currency, amount ORDER BY done_at, refund_id) AS n FROM refunds f
         WHERE reference IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pairs p WHERE p.refund_id = f.refund_id))
     SELECT t.task_id, r.refund_id, 'order' FROM t JOIN r ON r.reference = t.order_number AND r.currency = t.currency AND r.amount = t.amount AND r.n = t.n`,
    sums('order_number', 'reference'),
    `CREATE OR REPLACE TEMP TABLE open_tasks AS SELECT t.*, l.payment_id AS located_id FROM tasks t JOIN located l USING (task_id)
     WHERE NOT EXISTS (SELECT 1 FROM pairs p WHERE p.task_id = t.task_id)`,
    `CREATE OR REPLACE TEMP TABLE open_refunds AS SELECT * FROM refunds r WHERE NOT EXISTS (SELECT 1 FROM pairs p WHERE p.refund_id = r.refund_id)`,
    `CREATE OR REPLACE TEMP TABLE mismatches AS
     SELECT t.task_id, r.refund_id FROM open_tasks t JOIN open_refunds r
       ON r.currency = t.currency AND (r.payment_id = t.located_id OR (t.located_id IS NULL AND r.reference = t.order_number))
     QUALIFY row_number() OVER (PARTITION BY t.task_id ORDER BY abs(r.amount - t.amount), r.refund_id) = 1
       AND row_number() OVER (PARTITION BY r.refund_id ORDER BY abs(r.amount - t.amount), t.task_id) = 1`,
    `CREATE OR REPLACE TEMP TABLE duplicates AS
     SELECT DISTINCT o.refund_id FROM open_refunds o JOIN refunds r
       ON r.amount = o.amount AND r.currency = o.currency AND (r.payment_id = o.payment_id OR (o.payment_id IS NULL AND r.reference = o.reference))
     JOIN pairs p ON p.refund_id = r.refund_id WHERE NOT EXISTS (SELECT 1 FROM mismatches m WHERE m.refund_id = o.refund_id)`,
    // Names.
    `CREATE OR REPLACE TEMP TABLE candidates AS
     WITH t AS (SELECT *, name_key(name) AS key FROM open_tasks t WHERE NOT EXISTS (SELECT 1 FROM mismatches m WHERE m.task_id = t.task_id)),
       r AS (SELECT *, name_key(name) AS key FROM open_refunds r WHERE NOT EXISTS (SELECT 1 FROM mismatches m WHERE m.refund_id = r.refund_id)
         AND NOT EXISTS (SELECT 1 FROM duplicates d WHERE d.refund_id = r.refund_id))
     SELECT t.task_id, r.refund_id, t.key = r.key AS is_equal,
       40 + CASE WHEN t.key = r.key THEN 40 WHEN t.name IS NULL OR r.name IS NULL THEN 10 ELSE 30 END
          + 20 * (1 - abs(r.done_at - t.done_at) / ${21 * day}.0) AS score
     FROM t JOIN r ON r.amount = t.amount AND r.currency = t.currency AND r.done_at BETWEEN t.done_at - ${7 * day} AND t.done_at + ${21 * day}
       AND (t.order_number IS NULL OR r.reference IS NULL OR r.reference = t.order_number OR r.reference NOT LIKE 'ORD%')
       AND (t.located_id IS NULL OR r.payment_id IS NULL OR r.payment_id = t.located_id)
       AND (t.name IS NULL OR r.name IS NULL OR alike(t.name, r.name))`,
    `CREATE OR REPLACE TEMP TABLE proposals AS
     SELECT *, count(*) OVER (PARTITION BY task_id) = 1 AND count(*) OVER (PARTITION BY refund_id) = 1 AS is_alone FROM candidates
     QUALIFY row_number() OVER (PARTITION BY task_id ORDER BY score DESC, refund_id) <= 3`,
    `CREATE OR REPLACE TABLE verdicts AS
     WITH told AS (
       SELECT 'matched' AS verdict, task_id, refund_id FROM pairs
       UNION ALL SELECT 'amount_mismatch', task_id, refund_id FROM mismatches
       UNION ALL SELECT 'duplicate_refund', NULL, refund_id FROM duplicates
       UNION ALL SELECT CASE WHEN ${nameRule} AND is_equal AND is_alone THEN 'matched' ELSE 'proposed' END, task_id, refund_id FROM proposals),
     ours AS (
       SELECT r.refund_id, r.reference LIKE 'ORD%' OR p.reference LIKE 'ORD%' OR l.payment_id IS NOT NULL AS is_ours
       FROM open_refunds r LEFT JOIN payments p ON p.payment_id = r.payment_id
       LEFT JOIN (SELECT DISTINCT payment_id FROM located WHERE payment_id IS NOT NULL) l ON l.payment_id = r.payment_id),
     everything AS (
       SELECT * FROM told
       UNION ALL SELECT 'credit_note_without_refund', task_id, NULL FROM open_tasks o WHERE NOT EXISTS (SELECT 1 FROM told WHERE told.task_id = o.task_id)
       UNION ALL SELECT CASE WHEN coalesce(u.is_ours, false) THEN 'refund_without_credit_note' ELSE 'other_channel' END, NULL, o.refund_id
         FROM open_refunds o LEFT JOIN ours u USING (refund_id) WHERE NOT EXISTS (SELECT 1 FROM told WHERE told.refund_id = o.refund_id))
     SELECT e.verdict, e.task_id, e.refund_id, row_number() OVER (ORDER BY coalesce(t.done_at, r.done_at), e.task_id, e.refund_id) AS proposal
     FROM everything e LEFT JOIN tasks t USING (task_id) LEFT JOIN refunds r ON r.refund_id = e.refund_id
     ORDER BY coalesce(t.done_at, r.done_at), e.task_id, e.refund_id`,
  ];
}

/** What is left of a block settles as a whole where its sums are equal and one side has one row. */
function sums(taskColumn: string, refundColumn: string): string {
  return `INSERT INTO pairs
     WITH t AS (SELECT l.${taskColumn} AS block, currency, sum(amount) AS total, list(task_id) AS ids FROM located l
         WHERE l.${taskColumn} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pairs p WHERE p.task_id = l.task_id) GROUP BY ALL),
       r AS (SELECT f.${refundColumn} AS block, currency, sum(amount) AS total, list(refund_id) AS ids FROM refunds f
         WHERE f.${refundColumn} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pairs p WHERE p.refund_id = f.refund_id) GROUP BY ALL),
       blocks AS (SELECT t.ids AS task_ids, r.ids AS refund_ids FROM t JOIN r USING (block, currency, total) WHERE len(t.ids) = 1 OR len(r.ids) = 1)
     SELECT task_id, unnest(refund_ids), '${taskColumn} sum' FROM (SELECT unnest(task_ids) AS task_id, refund_ids FROM blocks)`;
}

/** The tables, and the statements that match what is in them. */
export const matchingSql = { tables, steps } as const;
