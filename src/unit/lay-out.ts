import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../core/errors.ts';
import { environmentFileSchema } from './json-schema/environment-file.ts';
import { unitFileSchema } from './json-schema/unit-file.ts';

/**
 * Lays out a configuration directory with a small unit that works. What is there already stays as it is.
 * @returns the files written and those kept, relative to the directory
 */
export async function layOut(
  directory: string,
): Promise<{ readonly written: readonly string[]; readonly kept: readonly string[] }> {
  const written: string[] = [];
  const kept: string[] = [];
  for (const [name, text] of Object.entries({ ...files, ...schemas() })) {
    const file = join(directory, name);
    await mkdir(dirname(file), { recursive: true });
    ((await writeNew(file, text)) ? written : kept).push(name);
  }
  return { written, kept };
}

async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** What the first comment of each YAML document names, for editors: they check one document at a time. */
function schemas() {
  return {
    'schemas/environment.json': `${JSON.stringify(environmentFileSchema())}\n`,
    'schemas/unit.json': `${JSON.stringify(unitFileSchema())}\n`,
  };
}

const files = {
  'environments/default.yaml': `# yaml-language-server: $schema=../schemas/environment.json
# Values for the templates of the unit files: HELLO.text is written {{ HELLO.text }} there.
# Every file directly in this directory is read.
HELLO:
  port: 8481
  text: Hello from nua-start
`,
  'services/hello/Dockerfile': `FROM busybox:stable
RUN mkdir /www
CMD ["sh", "-c", "echo \\"$TEXT\\" > /www/index.html && exec httpd -f -p 8080 -h /www"]
`,
  'units/hello/README.md': `# hello

A web server that answers with one line. \`nua-start run hello/start\` brings it up, \`nua-start run hello/purge\`
takes away everything it made.
`,
  'units/hello/start.yaml': `# yaml-language-server: $schema=../../schemas/unit.json
# First document: what there is. The keys are containers.
hello:
  build:
    path: services/hello
    tag: nua-start/hello
  creation:
    environment:
      TEXT: {{ HELLO.text | json }}
    # httpd is the first process of its container and would not hear SIGTERM.
    stop_signal: SIGKILL
  startup:
    port_bindings:
      8080: {HostIp: 127.0.0.1, HostPort: {{ HELLO.port }}}
---
# yaml-language-server: $schema=../../schemas/unit.json
# Second document: what is to be done, one entry after the other.
- hello: {command: start}
- host:
    command: execute
    run: [echo, "try: curl http://127.0.0.1:{{ HELLO.port }}/"]
`,
};
