import { OrdersService } from './orders.service';

describe('OrdersService', () => {
  it.only('finds an order', async () => {
    const service = new OrdersService({} as never, {} as never, {} as never, {} as never);
    await service.find('1');
  });
});
