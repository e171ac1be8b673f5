/** Whom to tell that the engine is lost, and why. */
type Lose = (error: unknown) => void;

export type Pulse = {
  /** From here on the engine is looked after; what comes back ends that. */
  watch(lose: Lose): () => void;
};

/**
 * Pings the engine every so many seconds for as long as anybody waits for something that may take long: a half-open
 * connection cannot be told from silence. When a ping fails, all who wait are told.
 */
export function openPulse(ping: (signal: AbortSignal) => Promise<unknown>, seconds: number): Pulse {
  const waiting = new Set<Lose>();
  let beating: AbortController | undefined;

  const beat = async (nobody: AbortSignal): Promise<void> => {
    while (!nobody.aborted) {
      await sleep(seconds * 1000, nobody);
      if (nobody.aborted) return;
      try {
        await ping(nobody);
      } catch (error) {
        if (nobody.aborted) return;
        for (const lose of [...waiting]) lose(error);
      }
    }
  };
  return {
    watch: lose => {
      waiting.add(lose);
      if (!beating) {
        beating = new AbortController();
        void beat(beating.signal);
      }
      return () => {
        waiting.delete(lose);
        if (waiting.size > 0) return;
        beating?.abort();
        beating = undefined;
      };
    },
  };
}

/** Until the time is over or the signal aborts. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
}
