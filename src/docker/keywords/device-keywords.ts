import {
  deviceOperations,
  deviceRates,
  deviceRequests,
  devices,
  deviceWeights,
  engineDevice,
  engineRate,
  engineRequest,
  engineWeight,
} from './devices.ts';
import { defineKeyword, plainKeyword } from './keyword.ts';
import { texts } from './lists.ts';
import { integer } from './quantities.ts';

/** Which devices a container has, and how fast it may use disks. */
export const deviceKeywords = {
  blkio_weight: plainKeyword({
    schema: integer(0, 1000),
    field: 'HostConfig.BlkioWeight',
    help: 'Weight for reading and writing disks, 10 to 1000; 0 for none.',
  }),
  blkio_weight_device: defineKeyword({
    schema: deviceWeights,
    field: 'HostConfig.BlkioWeightDevice',
    help: 'Weights of single disks: {Path: /dev/sda, Weight: 200}.',
    convert: list => list.map(engineWeight),
  }),
  device_read_bps: defineKeyword({
    schema: deviceRates,
    field: 'HostConfig.BlkioDeviceReadBps',
    help: 'Most bytes a second read from a disk: {Path: /dev/sda, Rate: 1mb}.',
    convert: list => list.map(engineRate),
  }),
  device_write_bps: defineKeyword({
    schema: deviceRates,
    field: 'HostConfig.BlkioDeviceWriteBps',
    help: 'Most bytes a second written to a disk: {Path: /dev/sda, Rate: 1mb}.',
    convert: list => list.map(engineRate),
  }),
  device_read_iops: defineKeyword({
    schema: deviceOperations,
    field: 'HostConfig.BlkioDeviceReadIOps',
    help: 'Most reads a second from a disk: {Path: /dev/sda, Rate: 100}.',
    convert: list => list.map(engineRate),
  }),
  device_write_iops: defineKeyword({
    schema: deviceOperations,
    field: 'HostConfig.BlkioDeviceWriteIOps',
    help: 'Most writes a second to a disk: {Path: /dev/sda, Rate: 100}.',
    convert: list => list.map(engineRate),
  }),
  devices: defineKeyword({
    schema: devices,
    field: 'HostConfig.Devices',
    help: 'Devices of the host in the container: HOST, HOST:CONTAINER or HOST:CONTAINER:rwm.',
    convert: list => list.map(engineDevice),
  }),
  device_cgroup_rules: plainKeyword({
    schema: texts,
    field: 'HostConfig.DeviceCgroupRules',
    help: 'Rules for devices: "c 42:* rmw".',
  }),
  device_requests: defineKeyword({
    schema: deviceRequests,
    field: 'HostConfig.DeviceRequests',
    help: 'Devices from a driver, such as GPUs: {driver: nvidia, count: 1, capabilities: [[gpu]]}.',
    convert: list => list.map(engineRequest),
  }),
} as const;
