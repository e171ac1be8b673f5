import { isObject, type Json, type JsonObject, objectIn, textsIn } from '../../core/json.ts';
import type { ContainerFacts, ImageFacts, Labels, MountFacts, NetworkFacts, VolumeFacts } from '../world.ts';

/** Facts from the answer of `GET /containers/json`, by name. */
export function readContainers(answer: Json | undefined): ReadonlyMap<string, ContainerFacts> {
  return byKey(objects(answer).map(readContainer), facts => facts.name);
}

/** Facts from the answer of `GET /images/json`, by id. */
export function readImages(answer: Json | undefined): ReadonlyMap<string, ImageFacts> {
  return byKey(objects(answer).map(readImage), facts => facts.id);
}

/** Facts from the answer of `GET /networks`, by name. */
export function readNetworks(answer: Json | undefined): ReadonlyMap<string, NetworkFacts> {
  const facts = objects(answer).map(it => ({
    name: text(it['Name']),
    labels: labelsOf(it),
  }));
  return byKey(facts, network => network.name);
}

/** Facts from the answer of `GET /volumes`, by name. */
export function readVolumes(answer: Json | undefined): ReadonlyMap<string, VolumeFacts> {
  const list = isObject(answer) ? answer['Volumes'] : undefined;
  const facts = objects(list).map(it => ({
    name: text(it['Name']),
    labels: labelsOf(it),
  }));
  return byKey(facts, volume => volume.name);
}

function readContainer(it: JsonObject): ContainerFacts {
  const networks = objectIn(objectIn(it, 'NetworkSettings'), 'Networks');
  return {
    id: text(it['Id']),
    name: ownName(textsIn(it, 'Names')),
    state: states.find(state => state === it['State']) ?? 'dead',
    imageId: text(it['ImageID']),
    labels: labelsOf(it),
    mounts: objects(it['Mounts']).map(readMount),
    networks: Object.keys(networks),
  };
}

const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;

/** A link gives the linked container one more name, `/from/alias`. */
function ownName(names: readonly string[]): string {
  return (names.find(name => name.lastIndexOf('/') === 0) ?? names[0] ?? '').replace(/^\//, '');
}

function readMount(it: JsonObject): MountFacts {
  const type = text(it['Type']);
  return {
    type,
    volume: type === 'volume' ? text(it['Name']) : undefined,
    destination: text(it['Destination']),
  };
}

/** A dangling image is listed as `<none>:<none>` and `<none>@<none>` by engines before 23. */
function readImage(it: JsonObject): ImageFacts {
  const references = [...textsIn(it, 'RepoTags'), ...textsIn(it, 'RepoDigests')];
  return {
    id: text(it['Id']),
    references: references.filter(reference => !reference.startsWith('<none>')),
    labels: labelsOf(it),
  };
}

function byKey<T>(facts: readonly T[], key: (it: T) => string): ReadonlyMap<string, T> {
  return new Map(facts.map(it => [key(it), it]));
}

// The engine writes null for an empty list or mapping.
function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function labelsOf(it: JsonObject): Labels {
  return Object.fromEntries(Object.entries(objectIn(it, 'Labels')).map(([key, label]) => [key, text(label)]));
}
