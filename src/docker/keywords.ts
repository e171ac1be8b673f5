// placeholder of the keyword table: written next
import type { JsonObject } from '../core/json.ts';
export type BuildKeywords = JsonObject;
export type CreationKeywords = JsonObject;
export type StartupKeywords = JsonObject;
