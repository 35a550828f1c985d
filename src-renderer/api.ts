import { createORPCClient } from '@orpc/client';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient, onlineManager } from '@tanstack/vue-query';
import { watch } from 'vue';
import type { ContextureClient } from '../src-main/api/contract.ts';
import { connectionState, link } from './host.ts';

/** Every procedure of the application. */
export const client: ContextureClient = createORPCClient(link);

/** The same procedures as queries, with their cache keys. */
export const api = createTanstackQueryUtils(client);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // Answers are replaced, never changed: their thousands of rows need not be watched one by one.
      shallow: true,
      // An answer of the application is final; only a lost connection is worth another try.
      retry: (failures) => connectionState.value !== 'open' && failures < 3,
    },
  },
});

// While the connection is lost queries pause, and go on by themselves when it is back.
watch(connectionState, (state) => onlineManager.setOnline(state === 'open'), { flush: 'sync' });
