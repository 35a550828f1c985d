import type { MadeOrigin } from '../../store/label-sources.ts';
import type { Session } from './session.ts';

/** Takes back the last labels by rules, from prices or of topics, of a scheme. */
export async function takeBack({ ask, output }: Session, scheme: string, origin: MadeOrigin): Promise<void> {
  const done = await ask('undo-labels', { scheme, origin });
  if (origin === 'cluster') {
    output.say(`"${done.name}" was taken back: ${done.labelled} texts have a topic of the scheme now.`);
    output.result(done);
    return;
  }
  output.say(`${done.removed} labels by "${done.name}" were taken back.`);
  if (done.restored !== null) output.say(`${done.labelled} labels by "${done.restored}" are there again.`);
  output.result(done);
}
