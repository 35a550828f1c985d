import { shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { client } from '../api.ts';

/** Imports the files that come with the application and trains on them; the view of trainings shows how it goes. */
export function useSample() {
  const router = useRouter();
  const isStarting = shallowRef(false);
  const problem = shallowRef<unknown>(null);

  async function start(): Promise<void> {
    isStarting.value = true;
    problem.value = null;
    try {
      const { files, config } = await client.library.sample();
      // Jobs wait for those that were started before them.
      for (const { path, labels } of files) {
        await client.library.import({ files: [path], as: null, labels, reading: {} });
      }
      await client.train.start({ config });
      await router.push('/train');
    } catch (error) {
      problem.value = error;
    } finally {
      isStarting.value = false;
    }
  }

  return { start, isStarting, problem };
}
