/** Waits within a running function: for moments, where a message could not come back in time. */
export interface Timer {
  wait(milliseconds: number): Promise<void>;
}
