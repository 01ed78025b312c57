/**
 * Which tools a server offers, by what it was allowed at start.
 * The tools themselves are left to the files beside this one.
 */
import type { McpServer } from '@modelcontextprotocol/server';
import type { Context } from '../context.js';
import { addTool } from '../tool.js';
import { analyze } from './analyze.js';
import { compare, compareRecorded } from './compare.js';
import { doctor } from './doctor.js';
import { listProfiles } from './list-profiles.js';
import { profile, profileWithCode } from './profile.js';

/** Every tool, as the docs show them. */
export const ALL_TOOLS = [profile, analyze, compare, listProfiles, doctor] as const;

/** Offers the tools that this server may have. */
export function addTools(server: McpServer, context: Context): void {
  const { access, code } = context.options;
  if (access === 'full' && code === 'refused') addTool(server, context, profile);
  if (access === 'full' && code === 'allowed') addTool(server, context, profileWithCode);
  addTool(server, context, analyze);
  addTool(server, context, access === 'full' ? compare : compareRecorded);
  addTool(server, context, listProfiles);
  addTool(server, context, doctor);
}
