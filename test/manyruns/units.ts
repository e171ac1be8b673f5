const sleeper = "image: 'busybox:stable', command: [sleep, '1000'], stop_signal: SIGKILL";

/** Two containers with a network and volumes, a command on this machine between them. */
export function shop(unit: string): Readonly<Record<string, string>> {
  return {
    [`units/${unit}/start.yaml`]: `
unit: {networks: {${unit}: {}}, volumes: {${unit}: {}}}
${unit}-db:
  creation: {${sleeper}, volumes: [/anonymous]}
  startup: {network_mode: ${unit}, binds: {${unit}: /named}}
${unit}-web:
  creation: {${sleeper}}
  startup: {network_mode: ${unit}, links: {${unit}-db: db}}
---
- ${unit}-db: {command: start}
- host: {command: execute, run: [sleep, "0.1"]}
- ${unit}-web: {command: start}
`,
  };
}

/** A container of an image that is built, and commands in it and on its volumes. */
export function built(unit: string): Readonly<Record<string, string>> {
  return {
    [`services/${unit}/Dockerfile`]: `FROM busybox:stable\nLABEL for=${unit}\nRUN sleep 0.2\n`,
    [`units/${unit}/start.yaml`]: `
${unit}:
  build: {path: services/${unit}, tag: ${unit}/app}
  creation: {command: [sleep, '1000'], stop_signal: SIGKILL, volumes: [/data]}
---
- ${unit}: {command: start}
- ${unit}: {command: execute, run: [touch, /data/it]}
- ${unit}: {command: execute, type: in_running, run: [touch, /data/other]}
`,
  };
}
