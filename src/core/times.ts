/** `10:14:03`, of another day `2026-11-19 10:14:03`, in this machine's time zone. Both are milliseconds since 1970. */
export function describeTime(time: number, now: number): string {
  const clock = new Date(time).toLocaleTimeString('en-GB');
  const day = dayOf(time);
  return day === dayOf(now) ? clock : `${day} ${clock}`;
}

/** Swedish writes days as ISO 8601 does. */
function dayOf(time: number): string {
  return new Date(time).toLocaleDateString('sv-SE');
}
