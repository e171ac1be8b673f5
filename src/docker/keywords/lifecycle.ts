import { defineKeyword, plainKeyword } from './keyword.ts';
import { engineLogConfig, engineRestart, logConfig, restartPolicy } from './policies.ts';
import { flag, word } from './scalars.ts';

/** How a container is run, watched and ended. */
export const lifecycleKeywords = {
  restart_policy: defineKeyword({
    schema: restartPolicy,
    field: 'HostConfig.RestartPolicy',
    help: 'When the engine starts it again by itself: {Name: on-failure, MaximumRetryCount: 3}, always, unless-stopped, no.',
    convert: engineRestart,
  }),
  auto_remove: plainKeyword({
    schema: flag,
    field: 'HostConfig.AutoRemove',
    help: 'Whether the engine removes it, with its anonymous volumes, when it ends.',
  }),
  init: plainKeyword({
    schema: flag,
    field: 'HostConfig.Init',
    help: 'Whether a small init process runs first, passes signals on and reaps processes.',
  }),
  runtime: plainKeyword({
    schema: word,
    field: 'HostConfig.Runtime',
    help: 'Name of the OCI runtime that runs it.',
  }),
  log_config: defineKeyword({
    schema: logConfig,
    field: 'HostConfig.LogConfig',
    help: 'Where its output is kept: {type: json-file, config: {max-size: 10m}}.',
    convert: engineLogConfig,
  }),
} as const;
