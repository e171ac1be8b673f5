import type { Docker } from '../docker/engine.ts';

/** The same engine, telling of each call before it is made: `-d`. */
export function narrated(docker: Docker, say: (text: string) => void): Docker {
  return new Proxy(docker, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const words = args.filter(arg => typeof arg === 'string' || Array.isArray(arg)).map(String);
        say(`engine: ${[String(name), ...words].join(' ')}`);
        return Reflect.apply(value, target, args);
      };
    },
  });
}
