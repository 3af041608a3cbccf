/** The report as JSON, `schemaVersion` 1: what other programs read. Several reports are an array. */
import type { Report } from '../engine/report.ts';
import { escapeJson } from './escape.ts';

export const json = (reports: readonly Report[]): string =>
  `${escapeJson(JSON.stringify(reports.length === 1 ? reports[0] : reports, withoutExcerpts, 2))}\n`;

/** Excerpts are for people; a program that wants lines has the repository. */
const withoutExcerpts = (key: string, value: unknown): unknown => (key === 'excerpt' ? undefined : value);
