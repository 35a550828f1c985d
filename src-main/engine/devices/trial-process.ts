/** Entry of the process in which a device is tried: `DEVICE [measure]`; prints the trial as JSON. */
import { z } from 'zod';
import { optionalDevices } from './optional.ts';
import { tryHere } from './trial.ts';

const name = z.enum(optionalDevices).parse(process.argv[2]);
process.stdout.write(`${JSON.stringify(await tryHere(name, process.argv[3] === 'measure'))}\n`);
