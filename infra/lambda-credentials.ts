import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the SDK's default credentials in every bundle: Lambda, and the one-machine runtime like it, puts a
 * function's credentials into its environment and nowhere else. The default also brings the clients of all other
 * sources (single sign-on, profiles, instance metadata) along: 95 kB that a function never runs.
 */
export const defaultProvider = () => fromEnv();
