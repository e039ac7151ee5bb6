import { readFile } from 'node:fs/promises';

/** What `dotnet run --project samples/Quickstart -- --serve` wrote down of itself. */
export type Demo = { baseUrl: string; clientId: string; clientSecret: string; simulatorUrl: string };

export const readDemo = async (path: string): Promise<Demo> => JSON.parse(await readFile(path, 'utf8'));
