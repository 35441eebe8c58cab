import { Button, Input, Label, Switch, Text, View } from '@tarojs/components';
import { navigateTo } from '@tarojs/taro';
import { useState } from 'react';
import { problemsOf } from '../../settings/problems';
import { roomUrl } from '../../settings/room-url';
import { loadSettings, type Settings, saveSettings } from '../../settings/settings';
import './index.css';

const fields = [
  { key: 'gateway', label: 'Gateway', placeholder: 'ws://192.168.1.5:8700', maxlength: 512 },
  { key: 'room', label: 'Room', placeholder: 'demo', maxlength: 64 },
  { key: 'name', label: 'Your name', placeholder: 'Zoe', maxlength: 64 },
] as const;

const switches = [
  { key: 'camera', label: 'Camera' },
  { key: 'microphone', label: 'Microphone' },
] as const;

/** Asks which room to join, and remembers the answer. */
export default function JoinPage() {
  const [settings, setSettings] = useState(loadSettings);
  const [tried, setTried] = useState(false);
  const problems = tried ? problemsOf(settings) : {};
  const set = (change: Partial<Settings>) => setSettings((now) => ({ ...now, ...change }));

  const join = () => {
    setTried(true);
    if (Object.keys(problemsOf(settings)).length > 0) return;
    saveSettings(settings);
    navigateTo({ url: roomUrl(settings) });
  };

  return (
    <View className='join'>
      <View className='join-card'>
        <Text className='join-title'>CallGrid</Text>
        <Text className='join-subtitle'>Group calls across WeChat and browsers</Text>
        {fields.map(({ key, label, placeholder, maxlength }) => (
          <View key={key} className='join-field'>
            <Label className='join-label' for={key}>
              {label}
            </Label>
            <Input
              id={key}
              className={problems[key] ? 'join-input is-wrong' : 'join-input'}
              value={settings[key]}
              placeholder={placeholder}
              placeholderClass='join-placeholder'
              maxlength={maxlength}
              confirmType='next'
              onInput={({ detail }) => set({ [key]: detail.value })}
            />
            {problems[key] && <Text className='join-problem'>{problems[key]}</Text>}
          </View>
        ))}
        {switches.map(({ key, label }) => (
          <View key={key} className='join-switch'>
            <Text>{label}</Text>
            <Switch
              id={key}
              checked={settings[key]}
              color='#2f6fdb'
              onChange={({ detail }) => set({ [key]: detail.value })}
            />
          </View>
        ))}
        {isInsecure() && (
          <Text className='join-problem'>
            This page was not loaded over https: the browser gives it no camera and no microphone.
          </Text>
        )}
        <Button id='join' className='join-button' onClick={join}>
          Join
        </Button>
      </View>
    </View>
  );
}

/** Browsers keep devices from pages that were loaded over plain http, their own machine's aside. */
function isInsecure(): boolean {
  return process.env.TARO_ENV === 'h5' && !window.isSecureContext;
}
