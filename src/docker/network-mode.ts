/** Whether a network mode names a network that someone made. */
export function isUserNetwork(mode: string): boolean {
  return !['', 'bridge', 'default', 'host', 'none'].includes(mode) && !mode.startsWith('container:');
}
