/**
 * The tables, as the steps by which they came about; a database has had the first so many of them. What is here is never
 * changed: what comes later is a further step. Times are milliseconds since 1970, structured values JSON.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE runs (
     number INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     engine TEXT NOT NULL,
     configuration TEXT NOT NULL,
     unit TEXT NOT NULL,
     command TEXT NOT NULL,
     words TEXT NOT NULL,
     fingerprint TEXT NOT NULL,
     steps INTEGER NOT NULL,
     parent TEXT,
     resumes TEXT,
     started INTEGER NOT NULL,
     ended INTEGER,
     state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'interrupted', 'died')),
     exit_code INTEGER,
     error TEXT
   ) STRICT;
   CREATE INDEX runs_of_unit ON runs (engine, configuration, unit, number);
   CREATE TABLE steps (
     run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
     position INTEGER NOT NULL,
     id TEXT NOT NULL,
     kind TEXT NOT NULL,
     target TEXT NOT NULL,
     args TEXT NOT NULL,
     reason TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'skipped', 'failed')),
     started INTEGER NOT NULL,
     ended INTEGER,
     exit_code INTEGER,
     output TEXT,
     error TEXT,
     PRIMARY KEY (run, id)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE changes (
     number INTEGER PRIMARY KEY,
     run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
     step TEXT NOT NULL,
     change TEXT NOT NULL,
     kept INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX changes_of_run ON changes (run)`,
  // Of a long history most steps were passed over: the others have to be found at once.
  `CREATE INDEX steps_by_kind ON steps (kind, run) WHERE state != 'skipped'`,
];
