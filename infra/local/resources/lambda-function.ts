import { join } from 'node:path';
import * as z from 'zod';
import { arnOf, credentials, region } from '../account.ts';
import { elsewhere } from '../elsewhere.ts';
import { createFunctionPool } from '../function-pool.ts';
import { meteredInvoke, meteredLog } from '../metered-function.ts';
import { resourceType } from '../resource-type.ts';
import { roleNameOf } from './iam-role.ts';

const rightsTest = 'test/infra/rights.test.ts';

const properties = z.strictObject({
  FunctionName: z.string().optional(),
  Code: z.strictObject({
    S3Bucket: elsewhere('Bundles are read where synth left them. test/infra/reconciliation-stack.test.ts'),
    S3Key: z.string(),
  }),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).optional(),
  Handler: z.literal('index.handler'),
  Runtime: z.literal('nodejs24.x'),
  MemorySize: z.int().positive().default(128),
  Timeout: z.int().positive().default(3),
  ReservedConcurrentExecutions: z.int().positive().optional(),
  Description: z.string().optional(),
  RecursiveLoop: elsewhere(`Nobody ends a function here that sends itself on. ${rightsTest}`),
  Architectures: elsewhere(`The bundles are JavaScript and run on any processor. ${rightsTest}`),
  Role: z.string(),
  // All functions write to one file of the data folder; the right to write is asked for all the same.
  LoggingConfig: z
    .strictObject({
      LogGroup: z.string(),
      LogFormat: z.enum(['JSON', 'Text']).default('Text'),
      ApplicationLogLevel: elsewhere(`All is written here, whatever its level. ${rightsTest}`),
      SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).default('INFO'),
    })
    .optional(),
});

// On Lambda there is no end to them. Here every environment is a thread with its own copy of the code, and a few keep
// two processors busy.
const mostEnvironmentsHere = 2;

const loggingActions = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** A function: a pool of execution environments that run its bundle. */
export const lambdaFunction = resourceType(properties, ({ physicalName, properties: wanted }, parts) => {
  const { FunctionName: functionName = physicalName, ReservedConcurrentExecutions: reserved = mostEnvironmentsHere } =
    wanted;
  const functionArn = arnOf('lambda', `function:${functionName}`);
  const mostEnvironments = Math.min(reserved, mostEnvironmentsHere);
  const { POWERTOOLS_SERVICE_NAME: name = functionName } = wanted.Environment?.Variables ?? {};
  const roleName = roleNameOf(wanted.Role);
  const folder = parts.bundleFolder(wanted.Code.S3Key);
  const pool = createFunctionPool({
    functionName,
    functionArn,
    bundlePath: join(folder, 'index.mjs'),
    environment: {
      ...runtimeVariables(functionName, wanted.MemorySize, folder),
      ...parts.endpoints,
      ...wanted.Environment?.Variables,
    },
    memoryMegabytes: wanted.MemorySize,
    timeoutSeconds: wanted.Timeout,
    maxConcurrency: mostEnvironments,
    log: meteredLog(parts.logOfFunction(functionName), name, parts.meter),
  });
  const { LogGroup: logGroup, SystemLogLevel: systemLevel } = wanted.LoggingConfig ?? {};
  if (logGroup !== undefined) {
    const resource = arnOf('logs', logGroup);
    parts.onBehalf.push({ roleName, rights: loggingActions.map((action) => ({ action, resource })) });
  }
  parts.callers.set(functionName, { name, roleName });
  parts.functions.set(functionArn, {
    name,
    arn: functionArn,
    roleName,
    invoke: meteredInvoke(pool.invoke, {
      name,
      memoryMegabytes: wanted.MemorySize,
      isReported: systemLevel !== 'WARN',
      meter: parts.meter,
    }),
    mostEnvironments,
  });
  parts.pools.push(pool);
  const { SHOPS_PARAMETER_PATH: parameterPath, SHOP_SECRETS_PREFIX: prefix } = wanted.Environment?.Variables ?? {};
  if (parameterPath !== undefined) parts.parameterPaths.add(parameterPath);
  if (prefix !== undefined) parts.secretPrefixes.add(prefix);
  return { ref: functionName, attributes: { Arn: functionArn } };
});

/** What Lambda itself puts into the environment of a function. */
const runtimeVariables = (functionName: string, memoryMegabytes: number, folder: string): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  // A key of its own, by which the guard knows who calls.
  AWS_ACCESS_KEY_ID: functionName,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: functionName,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
  LAMBDA_TASK_ROOT: folder,
  _HANDLER: 'index.handler',
  TZ: ':UTC',
});

/** Finds a function by its name or ARN, which is how other resources refer to it. */
export const functionArnOf = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arnOf('lambda', `function:${nameOrArn}`);
