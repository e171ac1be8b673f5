const headerLength = 8;

/**
 * Takes the engine's framed output apart (`docker attach`, `logs`, `exec` without a terminal): each frame is a header
 * of eight bytes (1 stdout, 2 stderr, 3 an error of the engine's own; three zeros; the length, big-endian) and its
 * payload. Payloads are handed on as they arrive, each with how many bytes of its frame are still to come. dockerode
 * has one too, but it recurses once a frame: 7000 short lines in one chunk of 64 KiB overflow the stack.
 */
export function frameReader(
  take: (stream: 'stdout' | 'stderr', payload: Buffer, left: number) => void,
): (chunk: Buffer) => void {
  let header = Buffer.alloc(0);
  let stream: 'stdout' | 'stderr' = 'stdout';
  let left = 0;

  return chunk => {
    let rest = chunk;
    while (rest.length > 0) {
      if (left === 0) {
        const missing = headerLength - header.length;
        header = Buffer.concat([header, rest.subarray(0, missing)]);
        rest = rest.subarray(missing);
        if (header.length < headerLength) return;
        stream = header.readUInt8(0) < 2 ? 'stdout' : 'stderr';
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
      }
      const payload = rest.subarray(0, left);
      rest = rest.subarray(payload.length);
      left -= payload.length;
      if (payload.length > 0) take(stream, payload, left);
    }
  };
}
