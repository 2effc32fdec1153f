/** The account of everything on one machine: what both emulators use. */
export const accountId = '000000000000';

/** The region of everything on one machine. It appears in ARNs and decides nothing. */
export const region = 'eu-west-1';

/** An ARN on one machine. */
export const arnOf = (service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** Credentials for emulators that ask for some and look at none. */
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' } as const;
