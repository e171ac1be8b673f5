/** How far an image's layers have come that are fetched or unpacked, all of them taken together. */
export type Transfer = {
  /** Unpacking counts from when everything is fetched. */
  readonly phase: 'fetching' | 'unpacking';
  /** Compressed bytes. */
  readonly done: number;
  /** The same of all layers whose size is known. */
  readonly total: number;
  /** From 0 to 1. A layer whose size is not known yet counts as large as the others are on average. */
  readonly fraction: number;
  /** There are layers whose size is not known yet, so `total` will grow. */
  readonly open: boolean;
};

type Layer = { readonly size: number | undefined; readonly fetched: number; readonly unpacked: number };

/** One state of a layer, as the engine tells it; `current` and `total` are bytes. */
export type LayerState = {
  readonly id: string;
  readonly status: string;
  readonly current?: number | undefined;
  readonly total?: number | undefined;
};

/**
 * Adds up what the engine tells of single layers. `take` answers how far all have come where a state changes that;
 * undefined before any size is known. Layers that are all complete are forgotten: a build may fetch one image after
 * the other.
 */
export function layerCounter(): { take(state: LayerState): Transfer | undefined } {
  const layers = new Map<string, Layer>();
  return {
    take: state => {
      const layer = next(layers.get(state.id), state);
      if (!layer) return undefined;
      layers.set(state.id, layer);
      const transfer = sum([...layers.values()]);
      if (transfer?.phase === 'unpacking' && transfer.fraction === 1) layers.clear();
      return transfer;
    },
  };
}

const unknown: Layer = { size: undefined, fetched: 0, unpacked: 0 };

/** The layer in its new state; undefined for what is no state of a layer that is moved. */
function next(layer: Layer | undefined, { status, current = 0, total }: LayerState): Layer | undefined {
  switch (status) {
    case 'Pulling fs layer':
      return unknown;
    case 'Downloading':
      return { ...unknown, ...layer, size: total ?? layer?.size, fetched: current };
    case 'Verifying Checksum':
    case 'Download complete':
      return layer && fetched(layer);
    case 'Extracting': {
      const whole = fetched({ ...unknown, ...layer, size: total ?? layer?.size });
      return { ...whole, unpacked: Math.min(current, whole.fetched) };
    }
    case 'Pull complete':
      return layer && { ...fetched(layer), unpacked: fetched(layer).fetched };
    default:
      return undefined;
  }
}

/** All of it is there; a layer so small that the engine told nothing of its bytes has none. */
function fetched(layer: Layer): Layer {
  const size = layer.size ?? layer.fetched;
  return { ...layer, size, fetched: size };
}

function sum(layers: readonly Layer[]): Transfer | undefined {
  const sized = layers.flatMap(({ size, ...layer }) => (size === undefined ? [] : [{ ...layer, size }]));
  const total = sized.reduce((bytes, { size }) => bytes + size, 0);
  if (total === 0) return undefined;
  const open = sized.length < layers.length;
  const phase = open || sized.some(layer => layer.fetched < layer.size) ? 'fetching' : 'unpacking';
  const done = sized.reduce((bytes, layer) => bytes + moved(layer, phase), 0);
  return { phase, done, total, fraction: (done / total) * (sized.length / layers.length), open };
}

function moved({ fetched, unpacked }: Layer, phase: Transfer['phase']): number {
  return phase === 'fetching' ? fetched : unpacked;
}
