import * as v from 'valibot';
import type { JsonObject } from '../../src/core/json.ts';
import type { Container } from '../../src/docker/container.ts';
import { buildSchema, creationSchema, startupSchema } from '../../src/docker/keywords.ts';
import { relationsOf } from '../../src/docker/relations.ts';

/** A container as a unit would declare it, from its sections as they would be written. */
export function container(sections: {
  readonly name?: string;
  readonly build?: JsonObject;
  readonly creation?: JsonObject;
  readonly startup?: JsonObject;
  readonly engine?: JsonObject;
  readonly dependsOn?: readonly string[];
}): Container {
  const place = { file: 'units/web/start.yaml', line: 1, column: 1 };
  const { name = 'web', build, creation = {}, startup = {}, engine = {}, dependsOn = [] } = sections;
  const declared: Omit<Container, 'relations'> = {
    name,
    unit: 'web',
    build: build && v.parse(buildSchema, build),
    creation: v.parse(creationSchema, creation),
    startup: v.parse(startupSchema, startup),
    engine,
    dependsOn,
    written: {},
    place,
    placeOf: () => place,
  };
  return { ...declared, relations: relationsOf(declared) };
}
