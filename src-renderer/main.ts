// First, so that what a component says of itself counts more.
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/tables.css';
import './styles/panels.css';
import './styles/page.css';
import './styles/maps.css';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import App from './App.vue';
import { queryClient } from './api.ts';
import { router } from './router.ts';

createApp(App).use(router).use(VueQueryPlugin, { queryClient }).mount('#app');
