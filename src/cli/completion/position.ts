import argparse, { type Action, type ArgumentParser } from 'argparse';

/** Where a command line stands at its last word, the one that is being completed. */
export type Position = {
  /** The word, without an `--option=` before it. */
  readonly word: string;
  /** That `--option=`; empty when there is none. */
  readonly before: string;
  /** What the word is a value of; undefined where none can stand. */
  readonly value: Action | undefined;
  /** The options that may stand here instead. */
  readonly options: readonly Action[];
  /** The values so far, by the name under which argparse keeps them. */
  readonly given: ReadonlyMap<string, readonly string[]>;
};

/** Follows words through a parser as argparse would. Words that do not fit are passed over. */
export function findPosition(parser: ArgumentParser, words: readonly string[]): Position {
  const start = enter(parser, { value: undefined, left: 0, onlyValues: false, given: new Map() });
  return positionAt(words.slice(0, -1).reduce(follow, start), words.at(-1) ?? '');
}

/** What stands between two words. */
type State = {
  readonly actions: readonly Action[];
  /** The values by position that are still to come. */
  readonly positionals: readonly Action[];
  /** Whether one of them has come. */
  readonly begun: boolean;
  /** The option whose values come next, and how many at most. */
  readonly value: Action | undefined;
  readonly left: number;
  /** Behind `--`. */
  readonly onlyValues: boolean;
  readonly given: ReadonlyMap<string, readonly string[]>;
};

function enter(parser: ArgumentParser, state: Pick<State, 'value' | 'left' | 'onlyValues' | 'given'>): State {
  const actions = actionsOf(parser);
  const positionals = actions.filter(action => action.option_strings.length === 0);
  return { ...state, actions, positionals, begun: false };
}

function follow(state: State, word: string): State {
  if (takesAll(state)) return keep(state, state.positionals[0], word);
  if (state.left > 0 && !isOption(state, word))
    return { ...keep(state, state.value, word), left: state.left - 1 };
  if (word === '--' && !state.onlyValues) return { ...state, onlyValues: true, left: 0 };
  return isOption(state, word) ? followOption(state, word) : followPositional({ ...state, left: 0 }, word);
}

function followOption(state: State, word: string): State {
  const { action, inline } = findOption(state, word);
  const most = action ? mostValues(action) : 0;
  if (inline === undefined) return { ...state, value: action, left: most };
  return { ...keep(state, action, inline), value: undefined, left: 0 };
}

function followPositional(state: State, word: string): State {
  const [action, ...others] = state.positionals;
  const next = keep(state, action, word);
  const parser = action && parserOf(action, word);
  if (parser) return enter(parser, next);
  // A sub-command that there is not: what it would take nobody knows.
  if (action?.nargs === argparse.PARSER) return { ...next, actions: [], positionals: [] };
  const isLast = action === undefined || mostValues(action) <= (next.given.get(action.dest)?.length ?? 0);
  return { ...next, begun: true, positionals: isLast ? others : state.positionals };
}

function positionAt(state: State, word: string): Position {
  const { given, actions } = state;
  const at = { word, before: '', value: undefined, options: [], given };
  if (takesAll(state)) return { ...at, value: state.positionals[0] };
  if (state.left > 0 && !(isOptional(state.value) && word.startsWith('-')))
    return { ...at, value: state.value };
  if (!isOption(state, word)) return { ...at, value: state.positionals[0] };
  const [, before = '', rest = ''] = /^(--[^=]+=)(.*)$/s.exec(word) ?? [];
  if (before === '')
    return {
      ...at,
      options: actions.filter(action => action.option_strings.length > 0 && !isHidden(action)),
    };
  const { action } = findOption(state, word);
  return { ...at, word: rest, before, value: action };
}

/** Whether everything from here on belongs to one positional, whatever it looks like. */
function takesAll({ positionals: [next], begun }: State): boolean {
  return begun && next?.nargs === argparse.REMAINDER;
}

function isOption({ onlyValues }: State, word: string): boolean {
  return word.startsWith('-') && !onlyValues;
}

/** The option that a word names, with a value in the same word: `--set=a=1`, `-cDIR`. */
function findOption(
  { actions }: State,
  word: string,
): { action: Action | undefined; inline: string | undefined } {
  const named = (name: string) => actions.find(({ option_strings }) => option_strings.includes(name));
  const whole = named(word);
  if (whole) return { action: whole, inline: undefined };
  const [, name = '', long] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
  if (long !== undefined) return { action: named(name), inline: long };
  const short = word.startsWith('--') ? undefined : named(word.slice(0, 2));
  return { action: short, inline: short && mostValues(short) > 0 ? word.slice(2) : undefined };
}

function mostValues({ nargs }: Action): number {
  if (typeof nargs === 'number') return nargs;
  return nargs === undefined || nargs === null || nargs === '?' ? 1 : Number.POSITIVE_INFINITY;
}

function isOptional(action: Action | undefined): boolean {
  return action?.nargs === '?' || action?.nargs === '*';
}

function isHidden({ help }: Action): boolean {
  return help === argparse.SUPPRESS;
}

function keep(state: State, action: Action | undefined, word: string): State {
  if (!action) return state;
  const values = [...(state.given.get(action.dest) ?? []), word];
  return { ...state, given: new Map([...state.given, [action.dest, values]]) };
}

function parserOf({ choices }: Action, name: string): ArgumentParser | undefined {
  const found: unknown =
    typeof choices === 'object' && !Array.isArray(choices)
      ? Object.entries(choices).find(([key]) => key === name)?.[1]
      : undefined;
  return found instanceof argparse.ArgumentParser ? found : undefined;
}

/** argparse has no other way to ask a parser what it takes; Python's completers look at the same list. */
function actionsOf(parser: ArgumentParser): readonly Action[] {
  return '_actions' in parser && Array.isArray(parser._actions) ? parser._actions : [];
}
