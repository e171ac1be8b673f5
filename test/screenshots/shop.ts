/** The unit of the picture: two images that are pulled and one that is built, side by side, and what needs them. */
export function shopFiles(registry: string): Readonly<Record<string, string>> {
  return {
    'units/shop/start.yaml': unit(registry),
    'services/web/Dockerfile': dockerfile,
  };
}

const unit = (registry: string): string => `
unit:
  networks: {shop: {}}
  volumes: {shop_orders: {}}
shop_mail:
  creation: {image: "busybox:stable", command: [sleep, "1000"], stop_signal: SIGKILL}
shop_db:
  creation: {image: "${registry}/postgres:1"}
  startup: {binds: {shop_orders: /data}, network_mode: shop}
shop_cache:
  creation: {image: "${registry}/redis:1"}
  startup: {network_mode: shop}
shop_web:
  build: {path: services/web, tag: shop/web}
  startup: {network_mode: shop, port_bindings: {80: "127.0.0.1:8480"}}
  depends_on: [shop_db, shop_cache]
---
- shop_mail: {command: start, variants: [mail]}
- host: {command: execute, shell: true, run: 'echo 214 products, 3 of them new'}
- shop_db: {command: start}
  shop_cache: {command: start}
  shop_web: {command: start, until: {port: 80}}
`;

const dockerfile = `FROM busybox:stable
RUN for page in index basket checkout account search imprint terms contact; do echo "compiled $page.html"; sleep 1; done
CMD ["httpd", "-f"]
`;
