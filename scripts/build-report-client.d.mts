/** Types of `build-report-client.mjs`, for the tests. */
export const CLIENT_FOLDER: string;
export function buildReportClient(): Promise<{ readonly script: string; readonly style: string }>;
export function writeReportClient(folder: string): Promise<void>;
