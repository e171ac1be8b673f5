import * as v from 'valibot';

/** Keywords that docker-py has or had and that do nothing good here, each with the way out. */
export const rejectedBuild = {
  fileobj: reject(
    '"fileobj" is an open file of a Python program; put the Dockerfile into a directory and name it in "path"',
  ),
  custom_context: reject(
    '"custom_context" belongs to "fileobj"; name a directory, or the URL of an archive, in "path"',
  ),
  encoding: reject('"encoding" belongs to an archive made by hand; name a directory in "path"'),
  gzip: reject('"gzip" packs what is sent to the engine, which changes nothing in the image; leave it out'),
  stream: reject('"stream" is how a Python program reads the output; output is always shown as it comes'),
  decode: reject('"decode" is how a Python program reads the output; output is always shown as text'),
  timeout: reject('"timeout" of a build stands on the order: {command: build, timeout: 600}'),
  use_config_proxy: reject('"use_config_proxy" is not taken; give the proxy in "buildargs"'),
  squash: reject('"squash" was an experiment of the engine; use a Dockerfile of several stages'),
  isolation: reject('"isolation" is for Windows containers only; leave it out'),
} as const;

export const rejectedStartup = {
  lxc_conf: reject('"lxc_conf" went away with the lxc driver of the engine; leave it out'),
  init_path: reject('the engine has a fixed init; use "init: yes"'),
  cpu_count: reject('"cpu_count" is for Windows containers only; use "nano_cpus"'),
  cpu_percent: reject('"cpu_percent" is for Windows containers only; use "nano_cpus" or "cpu_quota"'),
  isolation: reject('"isolation" is for Windows containers only; leave it out'),
} as const;

export const rejectedCreation = {
  ...rejectedStartup,
  use_config_proxy: reject('"use_config_proxy" is not taken; give the proxy in "environment"'),
} as const;

function reject(reason: string) {
  return v.optional(v.never(reason));
}
