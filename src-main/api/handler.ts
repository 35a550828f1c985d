import { onError } from '@orpc/server';
import type { StandardRPCHandlerOptions } from '@orpc/server/standard';
import { apiError } from './errors.ts';
import type { ApiContext } from './router.ts';

/** Options of every oRPC handler that carries the API, whatever the line is. */
export const handlerOptions: StandardRPCHandlerOptions<ApiContext> = {
  clientInterceptors: [
    onError((error) => {
      throw apiError(error);
    }),
  ],
};
