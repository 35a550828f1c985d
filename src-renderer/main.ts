import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import App from './App.vue';
import { queryClient } from './api.ts';
import { router } from './router.ts';
import './styles/tokens.css';
import './styles/base.css';

createApp(App).use(router).use(VueQueryPlugin, { queryClient }).mount('#app');
