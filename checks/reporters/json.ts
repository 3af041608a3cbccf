/** The report as JSON, `schemaVersion` 1: what other programs read. */
import type { Report } from '../engine/report.ts';
import { escapeJson } from './escape.ts';

export const json = (report: Report): string => `${escapeJson(JSON.stringify(report, null, 2))}\n`;
